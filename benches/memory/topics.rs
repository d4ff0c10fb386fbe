//! What is talked of: topics, events, documents, goods. A line is `gender|Russian|Belarusian|English`; the gender is
//! m, f, n or p (plural), two letters when the languages differ. `stem/code` inflects by a paradigm of `grammar`.

pub const TOPICS: &str = "\
n|развити/е малого и среднего бизнеса|развіцц/ё малога і сярэдняга бізнесу|the development of small and medium-sized business
n|повышени/е качества жизни населения|павышэнн/е якасці жыцця насельніцтва|the improvement of people’s quality of life
f|поддержк/ка молодых семей|падтрым/ка маладых сем’яў|support for young families
n|сотрудничеств/о в области энергетики|супрацоўніцтв/ва ў галіне энергетыкі|cooperation in the energy sector
f|реализаци/ия инвестиционных проектов|рэалізацы/я інвестыцыйных праектаў|the implementation of investment projects
f|охран/а окружающей среды|ахо/ва,вы,ве,ву,вай,ве навакольнага асяроддзя|environmental protection
n|обеспечени/е продовольственной безопасности|забеспячэнн/е харчовай бяспекі|food security
n|внедрени/е цифровых технологий|укараненн/е лічбавых тэхналогій|the introduction of digital technologies
f|модернизаци/ия сельскохозяйственной техники|мадэрнізацы/я сельскагаспадарчай тэхнікі|the modernization of agricultural machinery
f|подготовк/ка учителей сельских школ|падрыхтоў/ка настаўнікаў сельскіх школ|the training of rural school teachers
n|строительств/о социального жилья|будаўніцтв/ва сацыяльнага жылля|the construction of social housing
m|ремонт/m местных дорог|рамон/мту мясцовых дарог|the repair of local roads
f|профилактик/ка дорожно-транспортных происшествий|прафілакты/ка дарожна-транспартных здарэнняў|the prevention of road accidents
m|экспорт/m молочной продукции|экспар/мту малочнай прадукцыі|+exports of dairy products
m|импорт/m лекарственных средств|імпар/мту лекавых сродкаў|+imports of medicines
f|борьб/а с коррупцией|барацьб/а,ы,е,у,ой,е з карупцыяй|the fight against corruption
n|противодействи/е отмыванию денег|процідзеянн/е адмыванню грошай|countering money laundering
f|защит/а прав потребителей|абаро/на,ны,не,ну,най,не правоў спажыўцоў|consumer protection
n|сохранени/е историко-культурного наследия|захаванн/е гісторыка-культурнай спадчыны|the preservation of historical and cultural heritage
n|развити/е придорожного сервиса|развіцц/ё прыдарожнага сэрвісу|the development of roadside services
f|организаци/ия летнего отдыха детей|арганізацы/я летняга адпачынку дзяцей|children’s summer recreation
n|совершенствовани/е налогового законодательства|удасканаленн/е падатковага заканадаўства|the improvement of tax legislation
n|снижени/е административной нагрузки|зніжэнн/е адміністрацыйнай нагрузкі|the reduction of the administrative burden
f|готовност/ь к отопительному сезону|гатоўнасц/ь да ацяпляльнага сезона|readiness for the heating season
f|вакцинаци/ия против гриппа|вакцынацы/я супраць грыпу|vaccination against influenza
f|доступност/ь медицинской помощи|даступнасц/ь медыцынскай дапамогі|access to medical care
n|оказани/е гуманитарной помощи|аказанн/е гуманітарнай дапамогі|the provision of humanitarian aid
f|ликвидаци/ия последствий паводка|ліквідацы/я наступстваў паводкі|dealing with the consequences of the flood
f|переработк/ка бытовых отходов|перапрацоў/ка бытавых адходаў|the recycling of household waste
n|использовани/е возобновляемых источников энергии|выкарыстанн/е аднаўляльных крыніц энергіі|the use of renewable energy sources
f|эксплуатаци/ия атомной электростанции|эксплуатацы/я атамнай электрастанцыі|the operation of the nuclear power plant
m|рын/ок,ка,ку,ок,ком,ке труда|рын/ак,ку,ку,ак,кам,ку працы|the labour market
f|занятост/ь сельского населения|занятасц/ь сельскага насельніцтва|rural employment
n|пенсионн/ое обеспечени/е военнослужащих|пенсійн/ае забеспячэнн/е ваеннаслужачых|+pensions for military personnel
n|социальн/ое обслуживани/е пожилых людей|сацыяльн/ае абслугоўванн/е пажылых людзей|+social services for the elderly
f|реабилитаци/ия людей с инвалидностью|рэабілітацы/я людзей з інваліднасцю|the rehabilitation of people with disabilities
nf|равенств/о возможностей мужчин и женщин|роўнасц/ь магчымасцей мужчын і жанчын|+equal opportunities for men and women
f|свобод/а собраний|свабо/да сходаў|freedom of assembly
n|соблюдени/е прав человека|захаванн/е правоў чалавека|respect for human rights
n|расширени/е торгово-экономических связей|пашырэнн/е гандлёва-эканамічных сувязей|the expansion of trade and economic ties
n|укреплени/е международного мира|умацаванн/е міжнароднага міру|the strengthening of international peace
n|разоружени/е и нераспространение ядерного оружия|раззбраенн/е і нераспаўсюджванне ядзернай зброі|disarmament and the non-proliferation of nuclear weapons
n|обустройств/о пограничных переходов|абсталяванн/е памежных пераходаў|the development of border crossings
n|упрощени/е визового режима|спрашчэнн/е візавага рэжыму|visa facilitation
m|обмен/m студентами и преподавателями|абмен/му студэнтамі і выкладчыкамі|student and teacher exchanges
n|изучени/е белорусского языка|вывучэнн/е беларускай мовы|the study of the Belarusian language
n|издани/е школьных учебников|выданн/е школьных падручнікаў|the publication of school textbooks
f|подготовк/ка спортивного резерва|падрыхтоў/ка спартыўнага рэзерву|the training of young athletes
n|проведени/е зимних Олимпийских игр|правядзенн/е зімовых Алімпійскіх гульняў|the holding of the Winter Olympic Games
n|развити/е агротуризма|развіцц/ё аграэкатурызму|the development of rural tourism
f|реставраци/ия памятников архитектуры|рэстаўрацы/я помнікаў архітэктуры|the restoration of architectural monuments
n|финансировани/е научных исследований|фінансаванн/е навуковых даследаванняў|the funding of scientific research
n|освоени/е космического пространства|асваенн/е касмічнай прасторы|the exploration of outer space
nf|производств/о электромобилей|вытворчасц/ь электрамабіляў|the production of electric vehicles
n|увеличени/е поголовья скота|павелічэнн/е пагалоўя жывёлы|the growth of the livestock population
f|уборк/ка зерновых культур|убор/ка зерневых культур|the grain harvest
f|заготовк/ка кормов|нарыхтоў/ка кармоў|fodder procurement
f|мелиораци/ия земель|меліярацы/я зямель|land reclamation
f|охран/а водных ресурсов|ахо/ва,вы,ве,ву,вай,ве водных рэсурсаў|the protection of water resources
n|восстановлени/е лесов|аднаўленн/е лясоў|reforestation
n|предупреждени/е лесных пожаров|папярэджанн/е лясных пажараў|the prevention of forest fires
f|стабилизаци/ия цен на топливо|стабілізацы/я цэн на паліва|the stabilization of fuel prices
n|регулировани/е валютного рынка|рэгуляванн/е валютнага рынку|the regulation of the foreign exchange market
f|выдач/ча льготных кредитов|выда/ча ільготных крэдытаў|the granting of concessional loans
n|страховани/е вкладов граждан|страхаванн/е ўкладаў грамадзян|deposit insurance
f|уплат/а земельного налога|выпла/та зямельнага падатку|the payment of land tax
f|регистраци/ия юридических лиц|рэгістрацы/я юрыдычных асоб|the registration of legal entities
f|приватизаци/ия государственного имущества|прыватызацы/я дзяржаўнай маёмасці|the privatization of state property
n|проведени/е государственных закупок|правядзенн/е дзяржаўных закупак|public procurement
f|аттестаци/ия рабочих мест|атэстацы/я рабочых месцаў|workplace certification
f|охран/а труда на производстве|ахо/ва,вы,ве,ву,вай,ве працы на вытворчасці|occupational safety
n|электронн/ое голосовани/е|электронн/ае галасаванн/е|electronic voting
f|обработк/ка персональных данных|апрацоў/ка персанальных даных|the processing of personal data
n|обеспечени/е информационной безопасности|забеспячэнн/е інфармацыйнай бяспекі|information security
n|оказани/е электронных услуг|аказанн/е электронных паслуг|the provision of e-services
f|прозрачност/ь бюджетных расходов|празрыстасц/ь бюджэтных расходаў|the transparency of budget expenditure
n|исполнени/е республиканского бюджета|выкананн/е рэспубліканскага бюджэту|the execution of the national budget
n|управлени/е внешним долгом|кіраванн/е знешнім доўгам|external debt management
f|индексаци/ия заработной платы|індэксацы/я заработнай платы|wage indexation
f|компенсаци/ия расходов на проезд|кампенсацы/я расходаў на праезд|the reimbursement of travel expenses
n|усыновлени/е детей-сирот|усынаўленн/е дзяцей-сірот|the adoption of orphans
n|предупреждени/е домашнего насилия|папярэджанн/е хатняга гвалту|the prevention of domestic violence
nm|рассмотрени/е обращений граждан|разгля/д,ду,ду,д,дам,дзе зваротаў грамадзян|the consideration of citizens’ appeals
n|исполнени/е судебных решений|выкананн/е судовых рашэнняў|the enforcement of court decisions
f|выдач/ча водительских удостоверений|выда/ча вадзіцельскіх пасведчанняў|the issue of driving licences
n|расследовани/е уголовных дел|расследаванн/е крымінальных спраў|the investigation of criminal cases
fm|торговл/я людьми|ганд/аль,лю,лю,аль,лем,лі людзьмі|human trafficking
f|эвакуаци/ия мирных жителей|эвакуацы/я мірных жыхароў|the evacuation of civilians
n|прекращени/е огня в зоне конфликта|спыненн/е агню ў зоне канфлікту|the ceasefire in the conflict zone
n|урегулировани/е торговых споров|урэгуляванн/е гандлёвых спрэчак|the settlement of trade disputes
n|вступлени/е во Всемирную торговую организацию|уступленн/е ў Сусветную гандлёвую арганізацыю|accession to the World Trade Organization
n|создани/е общего рынка газа|стварэнн/е агульнага рынку газу|the creation of a common gas market
n|сняти/е экономических санкций|зняцц/е эканамічных санкцый|the lifting of economic sanctions
f|стандартизаци/ия пищевых продуктов|стандартызацы/я харчовых прадуктаў|the standardization of food products
f|сертификаци/ия медицинского оборудования|сертыфікацы/я медыцынскага абсталявання|the certification of medical equipment
n|лицензировани/е перевозок пассажиров|ліцэнзаванн/е перавозак пасажыраў|the licensing of passenger transport
n|обновлени/е подвижного состава|абнаўленн/е рухомага саставу|the renewal of rolling stock
n|расширени/е сети метрополитена|пашырэнн/е сеткі метрапалітэна|the extension of the metro network
n|открыти/е новых авиарейсов|адкрыцц/ё новых авіярэйсаў|the opening of new flights
n|развити/е мобильной связи|развіцц/ё мабільнай сувязі|the development of mobile communications
n|телевизионн/ое вещани/е на приграничные районы|тэлевізійн/ае вяшчанн/е на прыгранічныя раёны|television broadcasting to border districts
n|присуждени/е литературных премий|прысуджэнн/е літаратурных прэмій|the awarding of literary prizes
n|комплектовани/е библиотечных фондов|камплектаванн/е бібліятэчных фондаў|the acquisition of library collections
n|увековечени/е памяти погибших воинов|увекавечанн/е памяці загінуўшых воінаў|the commemoration of fallen soldiers
f|разработк/ка учебных программ|распрацоў/ка вучэбных праграм|the development of curricula
m|приём/m студентов в вузы|прыём/му студэнтаў у ВНУ|+university admissions
n|питани/е школьников|харчаванн/е школьнікаў|+school meals
f|диспансеризаци/ия населения|дыспансерызацы/я насельніцтва|+medical check-ups of the population
f|трансплантаци/ия органов|трансплантацы/я органаў|organ transplantation
n|распространени/е коронавирусной инфекции|распаўсюджванн/е каранавіруснай інфекцыі|the spread of the coronavirus infection
f|смертност/ь от сердечно-сосудистых заболеваний|смяротнасц/ь ад сардэчна-сасудзістых захворванняў|mortality from cardiovascular diseases
f|рождаемост/ь в крупных городах|нараджальнасц/ь у буйных гарадах|the birth rate in large cities
f|трудов/ая миграци/ия|працоўн/ая міграцы/я|labour migration
n|переселени/е из аварийного жилья|перасяленн/е з аварыйнага жылля|resettlement from unsafe housing
n|благоустройств/о дворовых территорий|добраўпарадкаванн/е дваровых тэрыторый|the improvement of residential courtyards
n|электроснабжени/е отдалённых посёлков|электразабеспячэнн/е аддаленых пасёлкаў|the electricity supply of remote settlements
n|повышени/е тарифов на тепловую энергию|павышэнн/е тарыфаў на цеплавую энергію|the increase in heating tariffs
f|газификаци/ия жилых домов|газіфікацы/я жылых дамоў|the gasification of residential buildings
nf|качеств/о питьевой воды|якасц/ь пітной вады|the quality of drinking water
n|загрязнени/е атмосферного воздуха|забруджванн/е атмасфернага паветра|air pollution
n|изменени/е климата|змяненн/е клімату|climate change
n|сохранени/е биологического разнообразия|захаванн/е біялагічнай разнастайнасці|the conservation of biological diversity
n|регулировани/е охоты и рыболовства|рэгуляванн/е палявання і рыбалоўства|the regulation of hunting and fishing
m|вылов/m речной рыбы|выла/ў,ву,ву,ў,вам,ве рачной рыбы|the catch of river fish
f|добыч/ча калийных удобрений|здабы/ча калійных угнаенняў|potash mining
n|бурени/е нефтяных скважин|бурэнн/е нафтавых свідравін|the drilling of oil wells
m|транзит/m природного газа|транзі/мту прыроднага газу|the transit of natural gas
f|поставк/ка нефтепродуктов|пастаў/ка нафтапрадуктаў|the supply of petroleum products
f|таможенн/ая очистк/ка грузов|мытн/ая ачыст/ка грузаў|customs clearance of cargo
n|развити/е свободных экономических зон|развіцц/ё свабодных эканамічных зон|the development of free economic zones
f|коопераци/ия в машиностроении|кааперацы/я ў машынабудаванні|cooperation in mechanical engineering
n|создани/е совместных предприятий|стварэнн/е сумесных прадпрыемстваў|the establishment of joint ventures
fm|трансграничн/ая торговл/я|трансгранічн/ый ганд/аль,лю,лю,аль,лем,лі|cross-border trade
n|привлечени/е иностранного капитала|прыцягненн/е замежнага капіталу|the attraction of foreign capital
n|размещени/е государственных облигаций|размяшчэнн/е дзяржаўных аблігацый|the placement of government bonds
f|автоматизаци/ия бухгалтерского учёта|аўтаматызацы/я бухгалтарскага ўліку|the automation of accounting
n|применени/е искусственного интеллекта|прымяненн/е штучнага інтэлекту|the use of artificial intelligence
f|разработк/ка программного обеспечения|распрацоў/ка праграмнага забеспячэння|software development
f|кибербезопасност/ь банковских систем|кібербяспе/ка банкаўскіх сістэм|the cybersecurity of banking systems
n|лечени/е онкологических заболеваний|лячэнн/е анкалагічных захворванняў|the treatment of oncological diseases
nf|производств/о отечественных вакцин|вытворчасц/ь айчынных вакцын|the production of domestic vaccines
n|донорств/о крови|донарств/ва крыві|blood donation
n|обеспечени/е детей из многодетных семей бесплатным питанием|забеспячэнн/е дзяцей са шматдзетных сем’яў бясплатным харчаваннем|+free meals for children from large families
n|проведени/е всеобщих выборов|правядзенн/е ўсеагульных выбараў|the holding of general elections
n|наблюдени/е за ходом голосования|назіранн/е за ходам галасавання|election observation
n|гражданств/о несовершеннолетних|грамадзянств/ва непаўналетніх|the citizenship of minors
n|предоставлени/е временной защиты|прадастаўленн/е часовай абароны|the granting of temporary protection
m|статус/m беженцев|статус/му бежанцаў|the status of refugees
f|ответственност/ь перевозчика|адказнасц/ь перавозчыка|the liability of the carrier
n|возмещени/е вреда|пакрыцц/ё шкоды|compensation for damage
n|нотариальн/ое удостоверени/е сделок|натарыяльн/ае засведчанн/е здзелак|the notarization of transactions
f|охран/а авторских прав|ахо/ва,вы,ве,ву,вай,ве аўтарскіх правоў|copyright protection
f|аренд/а земельных участков|арэн/да зямельных участкаў|the lease of land plots
n|наследовани/е имущества|успадкаванн/е маёмасці|the inheritance of property
f|амнисти/ия отдельных категорий осуждённых|амністы/я асобных катэгорый асуджаных|the amnesty for certain categories of convicts
f|работ/а молодёжных организаций|рабо/та маладзёжных арганізацый|the work of youth organizations
n|патриотическ/кое воспитани/е молодёжи|патрыятычн/ае выхаванн/е моладзі|the patriotic education of young people
nm|волонтёрск/кое движени/е|валанцёрск/і,ага,аму,і,ім,ім рух/,у,у,,ам,у|the volunteer movement
f|деятельност/ь общественных объединений|дзейнасц/ь грамадскіх аб’яднанняў|+the activities of public associations
n|взаимодействи/е с диаспорой|узаемадзеянн/е з дыяспарай|interaction with the diaspora
f|модернизаци/ия системы водоснабжения|мадэрнізацы/я сістэмы водазабеспячэння|the modernization of the water supply system
n|проектировани/е высотных зданий|праектаванн/е вышынных будынкаў|the design of high-rise buildings
m|контрол/мь за ценами|кантрол/ь,ю,ю,ь,ем,і за цэнамі|+price controls
m|надзор/m за качеством строительства|нагля/д,ду,ду,д,дам,дзе за якасцю будаўніцтва|construction quality supervision
m|мониторинг/m состояния подземных вод|маніторынг/,у,у,,ам,у стану падземных вод|the monitoring of groundwater
m|анализ/m рыночной конъюнктуры|аналіз/,у,у,,ам,е рыначнай кан’юнктуры|the analysis of market conditions
m|прогноз/m урожая|прагноз/,у,у,,ам,е ўраджаю|the harvest forecast
";

pub const EVENTS: &str = "\
n|заседани/е межправительственной комиссии|пасяджэнн/е міжурадавай камісіі|the meeting of the intergovernmental commission
m|форум/m регионов|форум/му рэгіёнаў|the Forum of Regions
f|международн/ая конференци/ия по вопросам безопасности|міжнародн/ая канферэнцы/я па пытаннях бяспекі|the international conference on security
m|кругл/ый стол/m по медиаграмотности|кругл/ый ст/ол,ала,алу,ол,алом,але па медыяграматнасці|the round table on media literacy
f|рабоч/щая встреч/ча экспертов|рабоч/ая сустрэ/ча экспертаў|the working meeting of experts
m|семинар/m для педагогов|семінар/мр для педагогаў|the seminar for teachers
f|выставк/ка народных ремёсел|выста/ва,вы,ве,ву,вай,ве народных рамёстваў|the exhibition of folk crafts
fm|ярмарк/ка вакансий|кірмаш/,у,у,,ом,ы вакансій|the job fair
m|фестивал/мь хоровой музыки|фестывал/ь,ю,ю,ь,ем,і харавой музыкі|the festival of choral music
m|чемпионат/m мира по биатлону|чэмпіяна/мту свету па біятлоне|+the Biathlon World Championships
m|куб/ок,ка,ку,ок,ком,ке страны по футболу|куб/ак,ка,ку,ак,кам,ку краіны па футболе|the National Football Cup
f|спартакиад/а школьников|спартакія/да школьнікаў|+the school sports games
m|конкурс/m молодых исполнителей|конкурс/му маладых выканаўцаў|the competition for young performers
f|олимпиад/а по математике|алімпія/да па матэматыцы|the mathematics olympiad
n|открыти/е учебного года|адкрыцц/ё навучальнага года|the opening of the academic year
f|пресс-конференци/ия министра|прэс-канферэнцы/я міністра|the minister’s press conference
nf|совещани/е с губернаторами|нара/да з губернатарамі|the meeting with the governors
f|сесси/ия Генеральной Ассамблеи|сесі/я Генеральнай Асамблеі|the session of the General Assembly
m|саммит/m глав государств|самі/т,ту,ту,т,там,це кіраўнікоў дзяржаў|the summit of heads of state
m|официальн/ый визит/m делегации парламента|афіцыйн/ый візі/мту дэлегацыі парламента|the official visit of the parliamentary delegation
p|переговор/ы в расширенном составе|перагавор/ы ў пашыраным складзе|+the talks in an expanded format
p|консультаци/ип между внешнеполитическими ведомствами|кансультацы/ыі паміж знешнепалітычнымі ведамствамі|+the consultations between the foreign ministries
f|церемони/ия вручения верительных грамот|цырымоні/я ўручэння даверчых грамат|the ceremony of presenting credentials
n|праздновани/е Дня Независимости|святкаванн/е Дня Незалежнасці|the celebration of Independence Day
m|Д/ень,ня,ню,ень,нём,не Победы|Д/зень,ня,ню,зень,нём,ні Перамогі|Victory Day
fm|недел/я белорусской культуры|ты/дзень,дня,дню,дзень,днем,дні беларускай культуры|the Week of Belarusian Culture
p|дн/и,ей,ям,и,ями,ях национальной кухни|д/ні,зён,ням,ні,нямі,нях нацыянальнай кухні|+the Days of National Cuisine
n|подписани/е соглашения|падпісанн/е пагаднення|the signing of the agreement
f|презентаци/ия инвестиционного потенциала региона|прэзентацы/я інвестыцыйнага патэнцыялу рэгіёна|the presentation of the region’s investment potential
m|бизнес-форум/m|бізнес-форум/му|the business forum
n|заседани/е Совета безопасности|пасяджэнн/е Савета Бяспекі|the meeting of the Security Council
n|парламентск/кое слушани/е|парламенцк/кае слуханн/е|the parliamentary hearing
fm|перепис/ь населения|перапіс/,у,у,,ам,е насельніцтва|the population census
n|общенациональн/ое голосовани/е|агульнанацыянальн/ае галасаванн/е|the nationwide vote
p|учени/ияп по гражданской обороне|вучэнн/і,яў,ям,і,ямі,ях па грамадзянскай абароне|+the civil defence exercises
f|акци/ия «Чистый лес»|акцы/я «Чысты лес»|the “Clean Forest” campaign
m|республиканск/ий субботник/m|рэспубліканск/ій суботнік/,а,у,,ам,у|the national clean-up day
f|научн/ая экспедици/ия|навуков/ая экспедыцы/я|the scientific expedition
n|праздничн/ое шестви/е|святочн/ае шэсц/е,я,ю,е,ем,і|the festive procession
f|годовщин/а освобождения города|гадаві/на,ны,не,ну,най,не вызвалення горада|the anniversary of the liberation of the city
m|юбиле/мй университета|юбіле/й,ю,ю,й,ем,і ўніверсітэта|the anniversary of the university
f|приёмн/ая кампани/ия|прыёмн/ая кампані/я|the admissions campaign
f|посевн/ая кампани/ия|пасяўн/ая,ой,ой,ую,ой,ой кампані/я|the sowing campaign
m|отопительн/ый сезон/m|ацяпляльн/ый сезон/м|the heating season
m|туристическ/ий сезон/m|турыстычн/ый сезон/м|the tourist season
fm|выездн/ая торговл/я|выязн/ы,ога,ому,ы,ым,ым ганд/аль,лю,лю,аль,лем,лі|the mobile trade campaign
f|прям/ая телефонн/ая лини/ия|прам/ая,ой,ой,ую,ой,ой тэлефонн/ая ліні/я|the telephone hotline
m|марафон/m|марафон/м|the marathon
m|молодёжн/ый лагер/мь|маладзёжн/ый лагер/,а,у,,ам,ы|the youth camp
f|встреч/ча с избирателями|сустрэ/ча з выбаршчыкамі|the meeting with voters
m|съезд/m учителей|з’ез/д,да,ду,д,дам,дзе настаўнікаў|the congress of teachers
m|конгресс/m кардиологов|кангрэс/,а,у,,ам,е кардыёлагаў|the congress of cardiologists
m|симпозиум/m по археологии|сімпозіум/м па археалогіі|the symposium on archaeology
fm|книжн/ая ярмарк/ка|кніжн/ый кірмаш/,у,у,,ом,ы|the book fair
m|кинофестивал/мь|кінафестывал/ь,ю,ю,ь,ем,і|the film festival
m|театральн/ый фестивал/мь|тэатральн/ый фестывал/ь,ю,ю,ь,ем,і|the theatre festival
m|аукцион/m земельных участков|аўкцыён/,у,у,,ам,е зямельных участкаў|the auction of land plots
m|тендер/m на поставку оборудования|тэндар/мр на пастаўку абсталявання|the tender for the supply of equipment
m|конкурс/m проектов|конкурс/му праектаў|the project competition
n|пленарн/ое заседани/е|пленарн/ае пасяджэнн/е|the plenary session
n|очередн/ое заседани/е президиума|чаргов/ае пасяджэнн/е прэзідыума|the regular meeting of the presidium
f|итогов/ая коллеги/ия|выніков/ая калегі/я|the final board meeting
m|брифинг/m для журналистов|брыфінг/,у,у,,ам,у для журналістаў|the briefing for journalists
m|мастер-класс/m по ткачеству|майстар-клас/,а,у,,ам,е па ткацтве|the weaving workshop
f|школ/а молодого предпринимателя|школ/а маладога прадпрымальніка|the school for young entrepreneurs
m|хакатон/m|хакатон/м|the hackathon
f|выставк/ка медицинской техники|выста/ва,вы,ве,ву,вай,ве медыцынскай тэхнікі|the medical equipment exhibition
m|авиасалон/m|авіясалон/м|the air show
m|парад/m духовых оркестров|пара/д,ду,ду,д,дам,дзе духавых аркестраў|the parade of brass bands
f|регат/а|рэга/та|the regatta
m|велопробег/m|велапрабег/,у,у,,ам,у|the cycling tour
m|турнир/m по шахматам|турнір/мр па шахматах|the chess tournament
f|премьер/а балета|прэм’е/ра балета|the premiere of the ballet
f|историческ/ая реконструкци/ия|гістарычн/ая рэканструкцы/я|the historical re-enactment
m|вечер/m поэзии|вечар/,а,у,,ам,ы паэзіі|the evening of poetry
f|лекци/ия о финансовой грамотности|лекцы/я аб фінансавай граматнасці|the lecture on financial literacy
m|видеомост/m «Минск — Смоленск»|відэамо/ст,ста,сту,ст,стам,сце «Мінск — Смаленск»|the Minsk–Smolensk video link-up
nm|собрани/е трудового коллектива|сход/,у,у,,ам,е працоўнага калектыву|the staff meeting
f|инспекционн/ая поездк/ка|інспекцыйн/ая паезд/ка|the inspection trip
m|визит/m вежливости|візі/мту ветлівасці|the courtesy visit
";
