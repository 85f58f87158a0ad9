import type { AppealIntake } from '../../shared/books/appeals.ts';
import type { RepeatsQuery } from '../../shared/contract/matters.ts';
import { appeal } from './offices.ts';

export const IIN = '850412400121';

/** A paper about the lights of a street, of one person. */
export const light = (change: (intake: AppealIntake) => void = () => {}) =>
  appeal((intake) => {
    intake.applicant.idNumber = IIN;
    intake.paper.summary = 'Абай көшесіне жарық орнату туралы';
    intake.paper.text =
      'Абай көшесінің 12-үйінен 40-үйіне дейін түнгі жарық жоқ, бағандардағы шамдар күйіп кеткен. Балалар мектептен қараңғыда қайтады. Шамдарды ауыстырып беріңіздер.';
    change(intake);
  });

const person: RepeatsQuery['person'] = {
  idNumber: IIN,
  name: 'Әлімқұлова Айгүл Серікқызы',
  phone: '',
  place: '',
  street: '',
};

/** What is asked of earlier papers while it is typed. */
export const asked = (intake: AppealIntake, over: Partial<RepeatsQuery['person']> = {}) => ({
  person: { ...person, ...over },
  summary: intake.paper.summary,
  text: intake.paper.text,
});
