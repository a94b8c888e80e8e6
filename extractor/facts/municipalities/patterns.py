"""What stands around the name of a place, and what it says about the name.

Every pattern reads case-folded text: the `BEFORE` patterns the stretch that ends where the name
begins, the `AFTER` patterns the stretch that begins where the name ends.
"""

from __future__ import annotations

import regex

_FLAGS = regex.VERBOSE | regex.VERSION1

#: "община X", "общините X", "кметът на X", "общински съвет – X": the municipality or its bodies.
MUNICIPALITY_BEFORE = regex.compile(
    r"""
    (?: (?<!\p{L})
        (?: общин(?:а|ата)                                (?:\s(?:град|на|–|-))?
          | общ\.
          | (?:зам(?:естник|\.)?[\s-]{0,3})?+ кмет(?:ът|а|ове|овете|ица|ицата|иця)?
            (?:\s(?:на|в|във|от|–|-)(?:\sобщина(?:та)?)?) (?:\sгр(?:ад|\.))?
          | (?:общинск\p{L}*+\s(?:избирателна\sкомисия|съвет\p{L}*+|администраци\p{L}*+|ръководств\p{L}*+
              |инспектор\p{L}*+|служител\p{L}*+|болница\p{L}*+)|обс|оик|оба)
            \s?(?:на|в|във|от|–|—|-)?
          | секретар(?:ят|я)?\s(?:на|в)\sобщина
        )
    )
    \s*+ ["„“”«'’(]*+ \Z
    """,
    _FLAGS,
)
#: "общините X, Y и Z", "кметовете на X и Y": the whole list is of municipalities.
MUNICIPALITIES_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:
        общин(?:ите|и) (?: ,?\s(?:от|на|в|като|(?:сред|между)\s(?:които|тях)(?:\sса|\sи)?|са|и))?
      | (?:кмет(?:ове|овете|ици|иците)|общинск\p{L}*+\sсъвет(?:и|ите))\s(?:на|от|в)(?:\sобщините)?
      ) \s*+ [:–—-]? \s*+ ["„“”«'’(]*+ \Z""",
    _FLAGS,
)
#: A district: no municipality.
DISTRICT_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:област(?:та)?|обл\.|окръг|областн\p{L}++\s(?:управител\p{L}*+|губернатор\p{L}*+)\s(?:на|в|във))
        \s*+ ["„“”«'’(]*+ \Z""",
    _FLAGS,
)
DISTRICTS_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:области(?:те)?|окръзи(?:те)?|областни(?:те)?\s(?:управители|администрации)(?:те)?\s(?:на|в|от))
        \s*+ [:–—-]? \s*+ ["„“”«'’(]*+ \Z""",
    _FLAGS,
)
TOWN_BEFORE = regex.compile(r"(?<!\p{L})(?:гр\.|град|градът|града|градче|общински\sцентър) \s*+ [\"„“”«]?+ \Z", _FLAGS)
TOWNS_BEFORE = regex.compile(r"(?<!\p{L})градовете (?:\sот|\sкато)? \s*+ :? \s*+ \Z", _FLAGS)
VILLAGE_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:
        с\.|село|селото|селцето|к\.\s?к\.|кк|курорт(?:а|ът)?|курортен\sкомплекс|гкпп
      | кметство(?:то)?(?:\s(?:на|в|във|–|-))?(?:\s(?:с\.|село))?
      ) \s*+ ["„“”«]?+ \Z""",
    _FLAGS,
)
VILLAGES_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:села|селата|с\.\s?с\.|сс\.|кметства(?:та)?|населени(?:те)?\sместа)
        (?:\sот|\sкато|\sна)? \s*+ [:–—-]? \s*+ \Z""",
    _FLAGS,
)
#: A street, a river, a hotel, a newspaper: the name is part of another name.
OTHER_NAME_BEFORE = regex.compile(
    r"""(?<!\p{L})(?:
        ул\.|улица(?:та)?|бул\.|булевард(?:а|ът)?|пл\.|площад(?:а|ът)?|кв\.|квартал(?:а|ът)?|ж\.?\s?к\.?
      | р\.|река(?:та)?|реките|поречието\sна|яз\.|язовир(?:а|ът)?|вр\.|връх|хижа(?:та)?|парк(?:а|ът)?
      | местност(?:та)?|м\.
      | планина(?:та)?|проход(?:а|ът)?|пролом(?:а|ът)?|в-к|вестник(?:а|ът)?|списание(?:то)?|радио|телевизия
      | хотел(?:а|ът)?|ресторант(?:а|ът)?|кораб(?:а|ът)?|хан|цар|константин\sи|княз|св\.|света|свети
      | автомагистрала|магистрала|ам
      | (?:роден\p{L}*+|родом)\s(?:в|във|от)(?:\s(?:гр\.|град|с\.|село))?
      | [а-я]\.
      ) \s*+ ["„“”«'’(]*+ \Z""",
    _FLAGS,
)
#: Words that introduce a place.
PLACE_BEFORE = regex.compile(
    r"(?:(?<!\p{L})(?:в|във|от|до|край|за|към|през|при|между|на|над|из|и|или)\s++|[-–—/(,]\s*+|\n\s*+|\A\s*+) \Z",
    _FLAGS,
)
#: Words that introduce a place and hardly ever a person or a thing.
PLACE_ONLY_BEFORE = regex.compile(r"(?:(?<!\p{L})(?:в|във|край|до)\s++|[-–—]\s*+) \Z", _FLAGS)
#: What stands between two names of one list.
LIST_JOINT = regex.compile(
    r"\s*+(?:,|;|и|или|/|,\sи|както\sи|плюс)\s*+(?:(?:от|на|в|във|с|гр\.|с\.|общ\.|община)\s*+)?[\"„“”«»]*+", _FLAGS
)
#: "Роман Петров": a family name follows.
SURNAME_AFTER = regex.compile(
    r"""[ ] (?:\p{Lu}\p{Ll}{0,2}\.\s?)?+ (?P<surname>\p{Lu}\p{Ll}++)
        (?<=ов|ова|ови|ев|ева|еви|ски|ска|ин|ина|ич|лу|ян|шки|шка|чки|чка)""",
    _FLAGS,
)
#: A capitalised word follows directly, as after a given name.
CAPITALISED_AFTER = regex.compile(r"[ ]\p{Lu}\p{Ll}++")
#: "с. Баня, община Разлог", "Бяла (област Варна)", "с. Салаш, Белоградчишко".
UNIT_AFTER = regex.compile(
    r"""\s?[,(/–-]*+\s*+(?:
        (?P<kind>общ(?:ина|\.)|обл(?:аст|\.))\s*+["„“”«]?(?P<unit>\p{Lu}\p{L}++(?:[ -]\p{L}++)?)
      | (?P<name>\p{Lu}\p{L}++(?:[ ]\p{L}++)?)
      )""",
    _FLAGS | regex.IGNORECASE,
)
ADJECTIVE = regex.compile(
    r"(?<![\p{L}-])(?P<stem>\p{L}{3,20})(?P<ending>ки|ка|ко|ката|кото|ките|кия|кият)(?![\p{L}])", _FLAGS
)
MUNICIPAL_NOUN_AFTER = regex.compile(r"\s++(?:общин\p{L}*+|кмет\p{L}*+|обс(?!\p{L}))", _FLAGS)
PLACE_NOUN_AFTER = regex.compile(
    r"\s++(?:сел[оа]\p{L}*+|квартал\p{L}*+|районен|районна\p{L}*+|районния\p{L}*+|окръжен|окръжния\p{L}*+|окръжна\p{L}*+"
    r"|административ\p{L}*+|апелатив\p{L}*+|съд\p{L}*+|прокуратур\p{L}*+|болниц\p{L}*+|читалищ\p{L}*+|гимнази\p{L}*+"
    r"|театър\p{L}*+|галери\p{L}*+|палата(?:та)?|търговско-\p{L}++\sпалата"
    r"|(?:градск|историческ|археологическ|етнографск|драматич|куклен)\p{L}*+\s(?:съд|прокуратур|музе|театър)\p{L}*+|гр\.)",
    _FLAGS,
)
#: "Столична община", "Столичният общински съвет".
CAPITAL = regex.compile(r"(?<!\p{L})столичн\p{L}{1,3}+ (?=\s(?:голяма\s)?общин)", _FLAGS)
#: "Кубратско", "Белоградчишко" as a noun: the land around a town.
LAND_BEFORE = regex.compile(r"(?:(?<!\p{L})(?:в|във|от|из|край|за|на)\s++|,\s?) \Z", _FLAGS)
#: "Димитровград, Сърбия", "Ново село (Северна Македония)"; in "Русе, Румъния и Сърбия" a list goes on.
ABROAD_AFTER = regex.compile(
    r"""(?:,\s?|\s?\()(?:Република\s)?(?:Сърбия|Румъния|Гърция|Турция|(?:Северна\s)?Македония|Русия|Украйна|Молдова)
        (?!\p{L}|,?\s\p{Lu}|\sи\s)""",
    _FLAGS,
)
#: "София-област".
DISTRICT_AFTER = regex.compile(r"\s?[-–]?\s?област(?!\p{L})", _FLAGS)
DISTRICT_NOUN_AFTER = regex.compile(r"\s++(?:област\p{L}*+|окръг\p{L}*+)", _FLAGS)
QUOTED = regex.compile(r"(?<![\p{L}\p{N}])[„“”\"«](?=\S)(?P<inside>[^„“”\"«»\n]{1,70})(?<=\S)[“”\"»]")
