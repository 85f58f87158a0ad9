import { type FieldName, fieldNames } from './fields.ts';
import type { FieldValues } from './fill.ts';
import type { LetterLanguage } from './kinds.ts';

/** Invented values by which an administrator sees a text before it is sent to anybody. In both languages where they differ. */
const examples = {
  'body.name': ['Теңізбойы ауданы әкімінің аппараты', 'Аппарат акима Тенизбойского района'],
  'body.site': 'kense.example',
  'body.phone': '1414',
  'law.name': ['Әкімшілік рәсімдік-процестік кодекс', 'Административный процедурно-процессуальный кодекс'],
  'law.article': ['76-баптың 3-бөлігі', 'часть 3 статьи 76'],
  'law.basis': [
    'Әкімшілік рәсімдік-процестік кодекс, 76-баптың 3-бөлігі',
    'Административный процедурно-процессуальный кодекс, часть 3 статьи 76',
  ],
  'letter.number': '15-3/127',
  'letter.date': '03.12.2026',
  'signer.name': ['Н. Б. Өтегенов', 'Н. Б. Утегенов'],
  'signer.post': ['Аппарат басшысы', 'Руководитель аппарата'],
  'clerk.name': 'Сейтова Айнұр Болатқызы',
  'clerk.post': ['бас маман', 'главный специалист'],
  'executor.name': 'Ахметов Дәурен Қайратұлы',
  'executor.post': ['бөлім басшысы', 'руководитель отдела'],
  'applicant.name': 'Әлімқұлова Айгүл Серікқызы',
  'applicant.contact': 'Әлімқұлова Айгүл Серікқызы',
  'applicant.addressee': ['Тасқұдық ауылының тұрғындары, Әлімқұлова Айгүл', 'Жители села Таскудук, Әлімқұлова Айгүл'],
  'applicant.address': [
    'Теңізбойы ауданы, Тасқұдық ауылы, Құрманғазы көшесі, 12',
    'Тенизбойский район, село Таскудук, ул. Курмангазы, 12',
  ],
  'applicant.phone': '+7 700 000 00 12',
  'applicant.email': 'aigul@kense.example',
  'applicant.representative': 'Өміров Нұрлан Болатұлы',
  'paper.number': '230012 326010 000016',
  'paper.official': 'ЖТ-2026-00001234',
  'paper.numbers': '230012 326010 000016 (ЖТ-2026-00001234)',
  'paper.kind': ['арыз', 'заявление'],
  'paper.date': '01.12.2026',
  'paper.way': ['қолма-қол', 'нарочно'],
  'paper.summary': ['Көше жарығын орнату туралы', 'Об установке уличного освещения'],
  'paper.sheets': '2',
  'paper.attachments': '1',
  'paper.senderNumber': '12-4',
  'paper.senderDate': '30.11.2026',
  'term.until': '22.12.2026',
  'term.left': ['3 жұмыс күні қалды', 'осталось 3 рабочих дня'],
  'resolution.text': ['Қарап, жауап беруді сұраймын', 'Прошу рассмотреть и ответить'],
  'resolution.until': '15.12.2026',
  'extension.until': '15.01.2027',
  'extension.on': '18.12.2026',
  'extension.why': ['желі иесінен мәлімет сұратылды', 'запрошены сведения у владельца сети'],
  'redirection.to': ['Теңізбойы ауданының жер қатынастары бөлімі', 'Отдел земельных отношений Тенизбойского района'],
  'redirection.on': '03.12.2026',
  'redirection.what': ['екінші мәселе: жер учаскесінің шекарасы', 'второй вопрос: граница земельного участка'],
  'redirection.part': '230012 326010 000016/1',
  'redirection.why': ['мәселе бөлімнің құзыретінде', 'вопрос относится к компетенции отдела'],
  'redirection.letter': '15-3/126',
  'redirection.told': [
    'Жолданым берушіге осы хатпен бір мезгілде хабарланды.',
    'Заявитель уведомлён о направлении одновременно с этим письмом.',
  ],
  'defect.what': ['жолданым берушінің қолы жоқ', 'нет подписи заявителя'],
  'defect.on': '02.12.2026',
  'defect.until': '09.12.2026',
  'hearing.on': '10.12.2026',
  'hearing.form': ['отырыс', 'заседание'],
  'hearing.place': ['Тасқұдық ауылы, әкімдік, 3-кабинет, сағат 10:00', 'село Таскудук, акимат, кабинет 3, 10:00'],
  'hearing.preliminary': ['жер учаскесін беруден бас тарту', 'отказать в предоставлении земельного участка'],
  'hearing.objection': '04.12.2026',
  'hearing.begun': '10:00',
  'hearing.ended': '10:40',
  'hearing.chair': ['Өтегенов Н. Б.', 'Утегенов Н. Б.'],
  'hearing.secretary': 'Сейтова А. Б.',
  'hearing.participants': ['Әлімқұлова А. С., Ахметов Д. Қ.', 'Алимкулова А. С., Ахметов Д. К.'],
  'hearing.minutes': [
    'Жолданым беруші алдын ала шешіммен келіспейді.\nСұрақ: учаске қашан өлшенді? Жауап: 2026 жылғы қазанда.',
    'Заявитель не согласен с предварительным решением.\nВопрос: когда измерен участок? Ответ: в октябре 2026 года.',
  ],
  'reply.number': '15-3/128',
  'reply.on': '08.12.2026',
  'reply.summary': ['желі иесінен мәлімет сұратылды', 'у владельца сети запрошены сведения'],
  'forward.to': ['Теңізбойы ауданының полиция бөлімі', 'Отдел полиции Тенизбойского района'],
  'forward.author': [
    'Әлімқұлова Айгүл Серікқызы, Теңізбойы ауданы, Тасқұдық ауылы, Құрманғазы көшесі, 12',
    'Әлімқұлова Айгүл Серікқызы, Тенизбойский район, село Таскудук, ул. Курмангазы, 12',
  ],
  'forward.about': ['қылмыс туралы', 'о преступлении'],
  'forward.on': '01.12.2026',
  'decision.what': ['қанағаттандырылды', 'удовлетворено'],
  'decision.on': '18.12.2026',
  'decision.text': ['Жарық 2027 жылғы сәуірде орнатылады.', 'Освещение будет установлено в апреле 2027 года.'],
  'decision.ground': ['жолданым беруші кері қайтарып алды', 'отозвано заявителем'],
  'answer.number': '15-3/130',
  'answer.on': '18.12.2026',
  'answer.sheets': '2',
} as const satisfies Record<FieldName, string | readonly [kk: string, ru: string]>;

export const exampleValues: Record<LetterLanguage, FieldValues> = { kk: valuesIn(0), ru: valuesIn(1) };

function valuesIn(index: 0 | 1): FieldValues {
  const value = (name: FieldName): string => {
    const example: string | readonly [string, string] = examples[name];
    return typeof example === 'string' ? example : example[index];
  };
  return Object.fromEntries(fieldNames.map((name) => [name, value(name)])) as FieldValues;
}
