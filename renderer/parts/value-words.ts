/** Words for values are the same on the screen and on paper. */
export { fromWord, idWarningWord, kindWord, outcomeWord, valueWord } from '../../shared/words/value-words.ts';
