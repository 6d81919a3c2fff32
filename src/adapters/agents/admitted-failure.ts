const admission = /^[\s*_`#]*FAILED[*_`]*:[*_`]*\s*([^]*)$/;

/** Why an agent says that its work is not done, where its last message begins as it was told to; null: it does not say so. */
export const admittedFailure = (lastMessage: string | null): string | null => {
  const why = admission.exec(lastMessage ?? '')?.[1];
  return why === undefined ? null : why.trim().replace(/\s*\n\s*/g, ' ');
};
