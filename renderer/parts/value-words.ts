/** Words for values are the same on the screen and on paper. */
export { fromWord, idWarningWord, kindWord, valueWord } from '../../shared/words/value-words.ts';
