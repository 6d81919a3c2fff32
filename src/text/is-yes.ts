/** Whether an answer to a question is a yes; no answer is none. */
export const isYes = (answer: string | null): boolean => /^y(?:es)?$/i.test(answer?.trim() ?? '');
