"""What names of institutions look like beside the gazetteer.

The patterns read the text itself (letter case matters), except where a comment says folded.
"""

from __future__ import annotations

import regex

_FLAGS = regex.VERBOSE | regex.VERSION1

LEGAL_FORM = r"(?:ЕООД|ООД|ЕАД|АДСИЦ|АД|ДЗЗД|СД|КДА|КД|ЕТ|Е\.?А\.?Д\.|НВ|СА|С\.А\.|А\.Е\.)"
FOREIGN_FORM = (
    r"(?:GmbH|B\.?V\.?|N\.?V\.?|S\.?R\.?L\.?|ApS|Ltd\.?|LTD|Inc\.?|AG|S\.?A\.?|S\.?p\.?A\.?|LLC|PLC|Oy|AB|e\.V\."
    r"|d\.o\.o\.|Stiftung|Group)"
)

#: A name in quotation marks of any kind, nested once: „ОП „Наука“ – X“.
QUOTED = regex.compile(
    rf"""(?:(?<open>[„«])|(?<![\p{{L}}\p{{N}}.,!?…)])(?<open>[“”"])|(?<=\p{{L}}|\bв\.|\bсп\.)(?<open>")(?=\p{{Lu}}))(?=[\p{{L}}\p{{N}}])(?P<inside>
          [^„“”"«»\n]{{1,70}}
          (?:(?<=[\s-])[„"][^„“”"«»\n]{{1,40}}[“”"](?=[“”"\s]))?
        )(?<=\S)(?<close>[“”"»„])(?:(?![\p{{L}}\p{{N}}])|(?={LEGAL_FORM}(?!\p{{L}})|(?:с|гр)\.))""",
    _FLAGS,
)
#: The legal form after a name.
FORM_AFTER = regex.compile(rf"(?:\s?,?\s?|\s?[-–]\s?){LEGAL_FORM}(?!\p{{L}}|-\P{{Lu}})", _FLAGS)
FORM_BEFORE = regex.compile(rf"(?<![\p{{L}}-]){LEGAL_FORM}\s?\Z", _FLAGS)
#: A company whose name stands without quotation marks: "НЕК ЕАД", "Пътища Север АД".
UNQUOTED_COMPANY = regex.compile(
    r"""(?<![\p{L}\p{N}„“”"«.-])(?P<name>\p{Lu}[\p{L}\p{N}-]*+(?:[ ](?:\p{Lu}[\p{L}\p{N}-]*+|и|\&|\d{1,4})){0,4})
        [ ](?P<form>ЕООД|ООД|ЕАД|АДСИЦ|АД|ДЗЗД)(?![\p{L}-]|[ ]?[„“"])""",
    _FLAGS,
)
SOLE_TRADER = regex.compile(r"(?<!\p{L})ЕТ[ ](?P<name>[„“\"]?\p{Lu}[^„“”\"\n,;:()]{2,40}?[”“\"])", _FLAGS)
#: A foreign company or foundation in Latin letters.
LATIN_NAME = regex.compile(
    rf"""(?<![\p{{L}}\p{{N}}])
        (?P<name>\p{{Lu}}\p{{Latin}}*+(?:[ &'.-]{{1,3}}(?:de|la|di|of|and|van|der)?[ ]?\p{{Latin}}++){{0,5}}
          [ ]{FOREIGN_FORM})(?!\p{{L}})""",
    _FLAGS,
)
#: An acronym: capitals, also in two parts ("НАСО РБ", "ИА ИЕУ", "НАПОС-РБ", "УниБИТ").
ACRONYM = regex.compile(
    r"(?<![\p{L}\p{N}„“\"«-])"
    r"(?P<acronym>\p{Lu}{2,8}(?:[ -](?!БАН(?!\p{L}))\p{Lu}{2,5})?|\p{Lu}\p{Ll}{1,3}\p{Lu}{2,4})"
    r"(?![\p{L}\p{N}]|\.[\p{L}\p{N}])",
    _FLAGS,
)
#: An acronym in brackets or slashes after a name, or between dashes.
DEFINITION = regex.compile(
    r"""[ ]?(?:
        [(/\[] \s?(?:наричана?\s(?:по-нататък|за\sкратко)\s|или\s|накратко\s)?["„“]?
          (?P<acronym>\p{Lu}[\p{L}+]{0,8}(?:[ –-]{1,3}\p{Lu}[\p{L}]{1,8})?)["“”]?\s? [)/\]]
    )""",
    _FLAGS,
)
#: The place of a local body: "– Ловеч", "-Хасково", "– гр. Якоруда", "в Троян", "на Брезник", " Монтана".
PLACE_DASH = regex.compile(
    r"""[ ]?[-–—][ ]?
        (?P<lead>(?:гр\.|град|с\.|село|регион|област|обл\.|община|общ\.|[Оо]фис|клон|филиал)[ ]?)?(?=\p{Lu})""",
    _FLAGS,
)
PLACE_IN = regex.compile(r"[ ](?P<lead>(?:в|във|на|В|ВЪВ|НА)[ ](?:гр\.|ГР\.)?[ ]?)(?=\p{Lu})", _FLAGS)
#: The district of a local body: "на Софийска област", "Шуменска област", "за област Русе".
PLACE_DISTRICT = regex.compile(
    r"""[ ](?:(?:на|в|за)[ ])?
        (?:\p{Lu}\p{L}{2,20}ск(?:а|ата)[ ]област|област[ ]\p{Lu}\p{Ll}++(?:[ ](?:Търново|Загора))?)(?!\p{L})""",
    _FLAGS,
)
PLACE_BARE = regex.compile(r"[ ](?P<lead>)(?=\p{Lu})", _FLAGS)
PLACE_COMMA = regex.compile(r",[ ](?P<lead>(?:гр\.|с\.)[ ]?)(?=\p{Lu})", _FLAGS)
PLACE_BRACKET = regex.compile(r"[ ]\((?P<lead>)(?=\p{Lu})", _FLAGS)

WORD = regex.compile(r"[ ](?P<word>[\p{L}\p{N}-]++)")
CAPITALISED = regex.compile(r"(?<![\p{L}\p{N}])\p{Lu}[\p{L}\p{N}.-]*+")
#: "посолството на Турция", "норвежкото посолство".
EMBASSY = regex.compile(
    r"""(?<!\p{L})(?:
        (?P<noun>[Пп]осолство|[Гг]енерално[ ]консулство|[Кк]онсулство)(?:то)?[ ]на[ ]
        (?P<country>(?:Република[ ]|Кралство[ ])?\p{Lu}\p{L}++(?:[ ]\p{Lu}\p{L}++)?)
      | (?P<after>(?:посолство|консулство))(?<=(?P<adjective>\b\p{L}{3,20}ко)(?:то)?[ ](?:посолство|консулство))
      )(?!\p{L})""",
    _FLAGS,
)
#: "Кметство Брестовица", "кметството в Стойките".
VILLAGE_HALL = regex.compile(
    r"(?<!\p{L})(?P<noun>[Кк]метство)(?:то)?(?P<joint>[ ](?:в[ ]|на[ ])?(?:с\.[ ]?|село[ ])?|[ ][–-][ ])(?=\p{Lu})"
)
#: "44-то Народно събрание".
ORDINAL_BEFORE = regex.compile(r"(?<!\d)\d{1,2}-(?:о?то|о?во|о?ро|о?мо|тото|вото|рото|мото)[ ]\Z")
#: Names of media by their last words: „Мизия прес“, „Торлашки новини“.
MEDIUM = regex.compile(
    r"""(?:\A|.*[ ]|[^ ]{2,12}(?=прес\Z))(?:прес|нюз|вести|новини|глас|куриер|вестник|трибуна|нюзлайн|медия|ехо|инфо
          |телеграф|хроника|репортер)
        (?:[ ](?:днес|плюс|бг))?\Z""",
    _FLAGS,
)
#: Short forms of schools before a quoted name: "ПГСТ", "НГПИ", "НУМСИ".
SCHOOL_ACRONYM = regex.compile(r"(?:ПГ|СПГ|НПГ|ДПГ|НГ|НУ|СУ|ОУ|ПЗГ|ЧП|ЧНУ|ЧОУ|ЧЕГ|ЕГ|МГ|ПТГ)\p{Lu}{0,5}")
#: An acronym before a quoted name or before a dash and a town: "ЕВК „Марица“", "СБАЛ – Троян".
ACRONYM_BEFORE_QUOTE = regex.compile(r"(?<![\p{L}\p{N}.„“\"«-])(?P<acronym>\p{Cyrillic}{2,6})[ ]?\Z")
#: A position, a department or a decision before an acronym: "преподавател в ТУ", "решение № 7 на МС".
OFFICE_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:
        (?:преподавател|директор|ректор|студент|председател|експерт|представител|специалист|началник|секретар|говорител
          |инспектор|служител|координатор|управител|доброволци|доброволец|членове|синдикат|шеф|лекар|учен|докторант)\p{L}*+
          [ ](?:\p{L}++[ ])?(?:в|във|на|от|към)
      | (?:решени|постановлени|разпореждане|заседани)\p{L}++(?:[ ]№[ ]?\d{1,4})?[ ]на
      | (?:отдел|дирекция|сектор)[ ][„“"][^„“”"\n]{3,60}[“”"],
      )[ ]\Z""",
    _FLAGS,
)
#: What stands before an acronym that is a law, a department or a code.
NO_ACRONYM_BEFORE = regex.compile(
    r"(?:[(/\[]|(?<!\p{L})(?:отдел\p{L}*|дирекция|сектор|звено|по|чл\.|ал\.|№|\d{1,4}|код|зона|клас|марка|тип))[ ]?\Z",
    _FLAGS,
)
#: What stands before a street, a project or a department in quotation marks.
NO_INSTITUTION_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:пл\.|площад\p{L}*|ул\.|улица\p{L}*|бул\.|булевард\p{L}*|кв\.|квартал\p{L}*|ж\.?к\.?|отдел\p{L}*|дирекция\p{L}*|сектор\p{L}*
      |проект\p{L}*|програма\p{L}*|мярка|кампания\p{L}*|система\p{L}*|платформа\p{L}*|награда\p{L}*|конкурс\p{L}*|фестивал\p{L}*
      |спектакъл\p{L}*|поезия\p{L}*|проза|рисунка|керамика|песни\p{L}*|стих\p{L}*|идея\p{L}*|тема|изложба\p{L}*|книга\p{L}*|песен\p{L}*|инициатива\p{L}*|отличие\p{L}*|звено\p{L}*|рубрика\p{L}*|предаване\p{L}*
      )(?:\s№?\s?\p{L}{0,5}\d[\p{L}\p{N}./-]{2,30}+)?\s?[„“”"«]?\Z""",
    _FLAGS,
)
#: The town after a team's quoted name, in brackets or after a dash.
TEAM_PLACE = regex.compile(r"[ ]?(?:(?P<open>\()|[-–—][ ]?)(?:гр\.[ ]?|с\.[ ]?)?(?=\p{Lu})")
#: The person before an affiliation in brackets or slashes: "доц. Илина Райчева (ИЕФЕМ)".
AFFILIATION_BEFORE = regex.compile(
    r"(?<!\p{L})\p{Lu}(?:\p{Ll}++|\.)[ ]?(?:\p{Lu}\p{L}*+\.?[ ]?)?\p{Lu}\p{Ll}++(?:-\p{Lu}\p{Ll}++)?[ ]?[(/][ ]?\Z"
)
AFFILIATION_AFTER = regex.compile(r"[ ]?[)/]")
#: An institute and the academy that it belongs to: "НАИМ – БАН".
OF_ACADEMY = regex.compile(r"[ ]?[-–—][ ]?БАН(?!\p{L})")
#: A news agency in a dateline: "София, 14 март /Деян Караджов, ИАС/", "/Родопи прес/".
DATELINE_AGENCY = regex.compile(
    r"""/(?:\p{Lu}\p{Ll}++(?:[ -]\p{Lu}\p{Ll}++)++,[ ](?P<agency>\p{Lu}{2,6})
          |(?P<agency>\p{Lu}\p{Ll}++(?:[ ](?:прес|нюз|инфо)|прес)))/""",
    _FLAGS,
)
#: Operational programmes of the funds of the European Union, by how their names begin (folded).
OPERATIONAL_PROGRAMME = regex.compile(
    r"""добро\sуправление|транспорт|околна\sсреда|развити[ея]\s|региони\s|регионално\sразвитие|наука\sи\s|иноваци|конкурентоспособност
      |административен\sкапацитет|човешки\sресурси|храни|техническа\sпомощ|инициатива\sза""",
    _FLAGS,
)
COMMUNE = regex.compile(r"(?<!\p{L})(?:Община|ОБЩИНА)[ ]{1,2}(?P<quote>[„“\"])?(?=\p{Lu})")
