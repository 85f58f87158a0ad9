import type { Both } from '../domain/log/line.ts';

/**
 * The fixed words of the talon. They are no part of the page's catalogues: a talon is bilingual whatever language the
 * clerk works in, the state language first. Terms are those of the glossary (ӘРПК / АППК).
 */
export const talonWords = {
  title: { kk: 'ЖОЛДАНЫМДЫ ҚАБЫЛДАУ ТУРАЛЫ ТАЛОН', ru: 'Талон о приёме обращения' },
  sample: { kk: 'ҮЛГІ', ru: 'ОБРАЗЕЦ' },
  /** Printed before: there is another one like it. */
  duplicate: { kk: 'ТЕЛНҰСҚА', ru: 'ДУБЛИКАТ' },
  /** The state register's, beside ours. */
  official: { kk: 'Ресми нөмірі', ru: 'Официальный номер' },
  accepted: { kk: 'Күні, уақыты', ru: 'Дата, время' },
  kind: { kk: 'Түрі', ru: 'Вид' },
  applicant: { kk: 'Жолданым беруші', ru: 'Заявитель' },
  /** In place of the applicant's initials. */
  anonymous: { kk: 'Анонимдік жолданым', ru: 'Анонимное обращение' },
  sheets: { kk: 'Парақ, қоса берілгені', ru: 'Листы, приложения' },
  /** On a label, where there is no room. */
  sheetsBriefly: { kk: 'Парақ', ru: 'Листов' },
  due: { kk: 'Қарау мерзімі', ru: 'Срок рассмотрения' },
  receiver: { kk: 'Қабылдаған адам', ru: 'Принявшее лицо' },
  check: { kk: 'Қаралу барысын тексеру', ru: 'Проверить ход рассмотрения' },
  site: { kk: 'Сайт', ru: 'Сайт' },
  sms: { kk: 'SMS', ru: 'SMS' },
  phone: { kk: 'Телефон', ru: 'Телефон' },
  complaint: { kk: 'Мерзім бұзылса', ru: 'Если срок нарушен' },
} as const satisfies Record<string, Both>;
