//! Web pages.

use super::*;

const NEWS: &str = r##"<!DOCTYPE html>
<html lang="be"><head><meta charset="utf-8"><title>Сустрэча ў Гродне | Навіны краю</title>
<meta property="article:published_time" content="2024-06-05T10:00:00+03:00">
<link rel="canonical" href="https://example.org/news/1">
<style>p { color: red }</style><script>var text = "<p>ніколі</p>";</script></head>
<body class="page with-sidebar">
<a class="skip" href="#main">Да зместу</a>
<header><a href="/">Навіны краю</a><nav><ul><li><a href="/a">Палітыка</a></li><li><a href="/b">Эканоміка</a></li></ul></nav></header>
<div class="breadcrumbs"><a href="/">Галоўная</a> / <span>Навіны</span></div>
<h1>Сустрэча ў Гродне</h1>
<div class="columns"><div class="news-text">
<div class="meta"><time datetime="2024-06-05">5 чэрвеня</time> <span class="author">Ганна Мароз</span></div>
<div class="share">Падзяліцца: <a href="#t">Telegram</a></div>
<p>Учора ў Гродне прайшла сустрэча дэлегацый дзвюх краін, на якой абмеркавалі гандаль&nbsp;і транспарт.<br><br>Бакі дамовіліся
сустракацца <time datetime="2025">штогод</time>, каб развіваць <a href="/x">супрацоўніцтва</a> ў галіне адукацыі і культуры.</p>
<figure><img src="a.jpg" alt="Зала"><figcaption>Зала перамоў</figcaption></figure>
<div class="read-also"><b>Чытайце таксама:</b> <a href="/2">Новы мост адкрыты</a></div>
Міністр сказаў: &laquo;Мы задаволеныя вынікамі гэтай сустрэчы, яна была карысная&raquo;.
<p style="display: none">Схаваны абзац, якога ніхто не бачыць на старонцы.</p>
<ul><li>гандаль;</li><li>транспарт.</li></ul>
<table><tr><th>Краіна</th><td><p>Кітай</p></td></tr></table>
</div>
<div class="right-col"><h3>Апошнія навіны</h3><ul><li><a href="/3">Надвор’е на тыдзень</a></li><li><a href="/4">Расклад цягнікоў</a></li></ul></div>
</div>
<div class="tags">Тэгі: <a href="/t1">Гродна</a> <a href="/t2">гандаль</a></div>
<footer><p>© 2024 Навіны краю. Усе правы абаронены.</p></footer>
<div id="cookieNotice"><p>Мы выкарыстоўваем файлы cookie.</p></div>
</body></html>"##;

#[test]
fn the_article_is_read_without_the_site() {
    let (document, problems) = read_document("a.html", NEWS.as_bytes(), &ReadOptions::default()).unwrap();
    check(&document);
    assert_eq!(problems, []);
    assert_eq!(
        of(&document),
        expected([
            (Heading(1), "Сустрэча ў Гродне"),
            (
                Paragraph,
                "Учора ў Гродне прайшла сустрэча дэлегацый дзвюх краін, на якой абмеркавалі гандаль\u{A0}і транспарт."
            ),
            (
                Paragraph,
                "Бакі дамовіліся сустракацца штогод, каб развіваць супрацоўніцтва ў галіне адукацыі і культуры."
            ),
            (Paragraph, "Міністр сказаў: «Мы задаволеныя вынікамі гэтай сустрэчы, яна была карысная»."),
            (ListItem, "гандаль;"),
            (ListItem, "транспарт."),
            (Cell, "Краіна"),
            (Cell, "Кітай"),
        ])
    );
    assert_eq!(document.lang.map(|lang| lang.as_str().to_owned()).as_deref(), Some("be"));
    assert_eq!(document.source.title.as_deref(), Some("Сустрэча ў Гродне"));
    assert_eq!(document.source.date.as_deref(), Some("2024-06-05"));
    assert_eq!(document.source.url.as_deref(), Some("https://example.org/news/1"));
}

#[test]
fn a_small_page_is_its_body() {
    let page = "<h1>ГЛАВА 1<br/>ОБЩИЕ ПОЛОЖЕНИЯ</h1><p>Первая<br>строка.<p>Вторая.<div>Текст <b>в</b> блоке<p>и абзац</p>и хвост</div>";
    assert_eq!(
        blocks("a.htm", page.as_bytes()),
        expected([
            (Heading(1), "ГЛАВА 1 ОБЩИЕ ПОЛОЖЕНИЯ"),
            (Paragraph, "Первая строка."),
            (Paragraph, "Вторая."),
            (Paragraph, "Текст в блоке"),
            (Paragraph, "и абзац"),
            (Paragraph, "и хвост"),
        ])
    );
}

#[test]
fn a_header_with_the_preamble_stays() {
    let clause =
        "прымаючы пад увагу, што прызнанне годнасці ўсіх людзей з’яўляецца асновай свабоды і міру ва ўсім свеце; і";
    let article = "<article><h2>Артыкул</h2><p>Усе людзі нараджаюцца свабоднымі і роўнымі ў сваёй годнасці і правах.</p></article>";
    let page = format!(
        "<body><h1>ДЭКЛАРАЦЫЯ</h1><header><h2>ПРЭАМБУЛА</h2><p>{clause}</p><p>{clause}</p></header>{}",
        article.repeat(9)
    );
    let blocks = blocks("a.html", page.as_bytes());
    assert_eq!(blocks.len(), 1 + 3 + 18);
    assert_eq!(blocks[2], (Paragraph, clause.to_owned()));
}

#[test]
fn one_article_in_a_site_without_classes_is_found() {
    let text =
        "<p>Стороны обсудили развитие торговли, транспорта и образования и договорились встречаться каждый год.</p>"
            .repeat(6);
    let teasers = "<div><a href='/1'>Погода на неделю</a><p>Синоптики обещают дожди, местами грозы и сильный ветер до вторника.</p></div>".repeat(3);
    let page = format!(
        "<body><div><table><tr><td><div><a href=1>Новости</a> <a href=2>Спорт</a></div></td><td><div><h2>Переговоры</h2>{text}</div></td><td>{teasers}</td></tr></table></div>"
    );
    let blocks = blocks("a.html", page.as_bytes());
    assert_eq!(blocks[0], (Heading(2), "Переговоры".to_owned()));
    assert_eq!(blocks.len(), 7);
}

#[test]
fn a_site_built_of_tables_is_read() {
    let page = "<html><head><title>Министр принял посла - Сайт министерства</title></head><body>\
        <div class='logo'><a href='/'><h1>Министерство</h1></a></div><table><tr><td><ul><li><a href=1>Новости</a><li><a href=2>Визиты</a></ul></td>\
        <td><div class='crumbs'><a href='/'>Главная</a> &raquo; Новости</div><span class='news-date-time'>05.06.2024</span>\
        <h3>Министр принял посла Сербии</h3><div>Министр иностранных дел принял посла Сербии.<br /><br />Стороны обсудили торговлю.\
        <br />&nbsp;<br />Состоялся обмен мнениями.</div><p><a href='/news/'>Возврат к списку</a></p><a href='print'>Версия для печати</a></td>\
        <td><b>Последние новости</b><br><a href=1>О встрече с послом Китая</a><br><a href=2>О визите делегации</a></td></tr></table></body></html>";
    assert_eq!(
        blocks("a.html", page.as_bytes()),
        expected([
            (Heading(3), "Министр принял посла Сербии"),
            (Paragraph, "Министр иностранных дел принял посла Сербии."),
            (Paragraph, "Стороны обсудили торговлю."),
            (Paragraph, "Состоялся обмен мнениями."),
        ])
    );
}

#[test]
fn pages_nested_to_do_harm_are_refused() {
    let error = read_document("a.html", "<div>".repeat(100_000).as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains("nested more than 20000 deep"), "{error}");
    assert_eq!(
        blocks("a.html", "<p>а".repeat(30_000).as_bytes()).len(),
        30_000,
        "elements without end tags do not nest"
    );
}

#[test]
fn the_declared_encoding_is_used() {
    let page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head><body><p>Ён быў у Мінску.</p>";
    let bytes = encoding_rs::WINDOWS_1251.encode(page).0.into_owned();
    assert_eq!(blocks("a.html", &bytes), expected([(Paragraph, "Ён быў у Мінску.")]));
}

#[test]
fn ten_thousand_levels_are_no_danger() {
    for (open, close) in
        [("<div>", "</div>"), ("<table><tr><td>", "</td></tr></table>"), ("<b>", "</b>"), ("<ul><li>", "")]
    {
        let page = format!("{}тэкст{}", open.repeat(10_000), close.repeat(10_000));
        let (document, _) = read_document("a.html", page.as_bytes(), &ReadOptions::default()).unwrap();
        assert_eq!(document.text, "тэкст");
    }
}
