/** What kind of work a prompt speaks of. */
export type PromptForm = 'code' | 'audit' | 'data';

const words: Readonly<Record<PromptForm, readonly string[]>> = {
  code: ['codegen', 'code', 'coding', 'development', 'dev', 'implementation', 'frontend', 'backend'],
  audit: ['security', 'audit', 'pentest', 'sec'],
  data: ['database', 'db', 'data', 'schema', 'sql', 'storage', 'migration'],
};

/** The form of the prompts of a pool, by a word of its name, the plural of it included; null where none says one. */
export const promptForm = (pool: string): PromptForm | null => {
  const said = pool
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 4 ? word.replace(/s$/, '') : word));
  const forms = ['audit', 'data', 'code'] as const;
  return forms.find((form) => words[form].some((word) => said.includes(word))) ?? null;
};
