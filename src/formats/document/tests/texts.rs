//! Plain text and Markdown.

use super::*;

#[test]
fn a_segmented_file_has_a_segment_a_line() {
    let options = ReadOptions { segmented: true, ..Default::default() };
    let text = "\u{FEFF}Першы сказ. \r\n\r\n\tДругі сказ.\r\n- трэці";
    let (document, _) = read_document("a.txt", text.as_bytes(), &options).unwrap();
    check(&document);
    assert_eq!(document.text, "Першы сказ. \n\n\tДругі сказ.\n- трэці", "the file's text, offsets count in it");
    assert_eq!(of(&document), expected([(Line, "Першы сказ."), (Line, "Другі сказ."), (Line, "- трэці")]));
}

#[test]
fn each_line_of_an_unwrapped_file_is_a_block() {
    let text = "Совместное заявление по итогам встречи\n\nСтороны провели переговоры.\nОни обсудили торговлю и транспорт.\n\
                Первая часть\nСледующая встреча пройдёт в Гродно, и к ней подготовят план.\n";
    assert_eq!(
        blocks("a.txt", text.as_bytes()),
        expected([
            (Heading(1), "Совместное заявление по итогам встречи"),
            (Paragraph, "Стороны провели переговоры."),
            (Paragraph, "Они обсудили торговлю и транспорт."),
            (Paragraph, "Первая часть"),
            (Paragraph, "Следующая встреча пройдёт в Гродно, и к ней подготовят план."),
        ])
    );
}

const WRAPPED: &str = "\
Выступление министра на открытии форума

Уважаемые участники форума, рада приветствовать вас в нашем городе на
берегу большой реки. Сегодня здесь собрались делегаты из многих стран,
чтобы говорить о воде.
   Второй абзац начинается с отступа и тоже разбит на строки программой,
которая отправляла это письмо по почте.

Спасибо за внимание!
";

#[test]
fn lines_broken_by_a_program_are_joined() {
    assert_eq!(
        blocks("a.txt", WRAPPED.as_bytes()),
        expected([
            (Heading(1), "Выступление министра на открытии форума"),
            (
                Paragraph,
                "Уважаемые участники форума, рада приветствовать вас в нашем городе на\nберегу большой реки. Сегодня здесь \
                 собрались делегаты из многих стран,\nчтобы говорить о воде."
            ),
            (
                Paragraph,
                "Второй абзац начинается с отступа и тоже разбит на строки программой,\nкоторая отправляла это письмо по почте."
            ),
            (Paragraph, "Спасибо за внимание!"),
        ])
    );
}

#[test]
fn dashes_and_numbers_in_mid_sentence_do_not_end_a_wrapped_paragraph() {
    let text = "\
На встрече говорили о том, что наша страна и её соседи на западе
— надёжные партнёры, и что в этом году число совместных заводов
достигнет 30. Стороны вспомнили и о договоре, подписанном в Минске
12. Марта не дожидаясь, они решили встретиться снова в том же составе:
- делегация министерства транспорта, во главе с заместителем министра и
  её советники;
- делегация министерства образования.
";
    let blocks = blocks("a.txt", text.as_bytes());
    assert_eq!(blocks.len(), 3, "{blocks:?}");
    assert!(blocks[0].1.ends_with("в том же составе:"));
    assert_eq!(blocks[1].0, ListItem);
    assert!(blocks[1].1.starts_with("- делегация министерства транспорта") && blocks[1].1.ends_with("её советники;"));
}

#[test]
fn a_list_of_addressees_is_not_joined() {
    let text = "Премьер-министру\nРеспублики Беларусь\nСидоровичу И. П.\n\nУважаемый Иван Петрович!\n";
    assert_eq!(blocks("a.txt", text.as_bytes()).len(), 4);
}

#[test]
fn clauses_of_a_preamble_stay_apart() {
    let text = "Договаривающиеся Стороны,\nруководствуясь стремлением укреплять дружбу,\nпризнавая важность образования,\n\
                согласились о следующем:\n";
    assert_eq!(blocks("a.txt", text.as_bytes()).len(), 4);
}

#[test]
fn items_keep_their_bullets_and_direct_speech_is_no_item() {
    let text = "У праграме:\n- лекцыі паслоў;\n- экскурсія.\n• гульня\n\n— Ці будзе дождж?\n— Не, дажджу не будзе.\n\n\
                — будет дождь\n\na) trade;\nb) transport.\n\n1. Первый пункт договора.\n\n2. Второй пункт договора.\n";
    assert_eq!(
        blocks("a.txt", text.as_bytes()),
        expected([
            (Paragraph, "У праграме:"),
            (ListItem, "- лекцыі паслоў;"),
            (ListItem, "- экскурсія."),
            (ListItem, "• гульня"),
            (Paragraph, "— Ці будзе дождж?"),
            (Paragraph, "— Не, дажджу не будзе."),
            (ListItem, "— будет дождь"),
            (ListItem, "a) trade;"),
            (ListItem, "b) transport."),
            (Paragraph, "1. Первый пункт договора."),
            (Paragraph, "2. Второй пункт договора."),
        ])
    );
}

#[test]
fn speakers_are_marked() {
    let text = "Вопрос: Когда визит?\nОтвет: Скоро.\nВопрос (агентство «Время»): Куда?\nА. Ковальчук: В Минск.\n\
                S. Kovalchuk: To Minsk.\nАнна Мороз: Спасибо.\nЕсть вопрос: когда?\nВстреча в 12:30 прошла.\n";
    let kinds: Vec<_> = blocks("a.txt", text.as_bytes()).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Speaker, Speaker, Speaker, Speaker, Speaker, Speaker, Paragraph, Paragraph]);
    let lonely = blocks("a.txt", "Внешняя Торговля: итоги.\n".as_bytes());
    assert_eq!(lonely[0].0, Paragraph);
}

#[test]
fn dates_and_signatures_are_no_headings() {
    let text = "Нота\n\nМинск, 5 июня 2024 года\n\nМинистерство свидетельствует своё уважение.\n\nСтатья 1\n\n\
                Стороны сотрудничают во всех областях.\n\nПосол Республики Беларусь\n\nИван Сидорович\n";
    let kinds: Vec<_> = blocks("a.txt", text.as_bytes()).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Heading(1), Paragraph, Paragraph, Heading(2), Paragraph, Paragraph, Paragraph]);
}

#[test]
fn markdown_loses_its_marks() {
    let text = "---\ntitle: \"Летняя школа\"\ndate: 2024-06-05\n---\n\n# Летняя **школа**\n\nЗаявку *нужно* заполнить [на\n\
                сайте](https://example.org) до `1 июня`. ![герб](a.png)\n\n- лекции;\n- игра\n  «Переговоры»\n\n> Цитата.\n\n\
                ```\nlet x = 1;\n```\n\n| Страна | Сумма |\n|---|---|\n| Китай | 5 |\n";
    let (document, problems) = read_document("a.md", text.as_bytes(), &ReadOptions::default()).unwrap();
    check(&document);
    assert_eq!(problems, []);
    assert_eq!(document.source.title.as_deref(), Some("Летняя школа"));
    assert_eq!(document.source.date.as_deref(), Some("2024-06-05"));
    assert_eq!(
        of(&document),
        expected([
            (Heading(1), "Летняя школа"),
            (Paragraph, "Заявку нужно заполнить на сайте до 1 июня."),
            (ListItem, "лекции;"),
            (ListItem, "игра «Переговоры»"),
            (Paragraph, "Цитата."),
            (Cell, "Страна"),
            (Cell, "Сумма"),
            (Cell, "Китай"),
            (Cell, "5"),
        ])
    );
}
