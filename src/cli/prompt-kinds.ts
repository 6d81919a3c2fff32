import { workPromptKinds } from '../documents/prompts/work-prompt-kinds.ts';

/** What may follow `planloom prompt`. */
export const promptKinds: readonly string[] = [...workPromptKinds, 'discovery', 'fill', 'next', 'apply'];
