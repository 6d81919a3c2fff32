/** Words with a full stop behind them, unless they end like a sentence already; nothing stays nothing. */
export const asSentence = (words: string): string => {
  const text = words.trimEnd();
  return text === '' || /[.!?…:]["'”’)]*$/u.test(text) ? text : `${text}.`;
};

/** Several as sentences in one line; one alone stays as it is. */
export const asSentences = (all: readonly string[]): string =>
  all.length === 1 ? all[0]! : all.map(asSentence).join(' ');
