import type { DocumentTemplate } from '../../documents/document-template.ts';
import { ownTemplate } from '../../documents/own-template.ts';
import { runPrompt } from '../../documents/run-prompt.ts';
import { samplePrompts } from '../../documents/run-prompt-samples.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { maxDocumentBytes, readProblem } from '../open-plan.ts';
import type { Root } from '../open-plan.ts';

/** The workspace's own template for the prompts of a pool; undefined where it has none. */
export type PromptTemplates = (pool: string) => DocumentTemplate | undefined;

/**
 * Reads the workspace's own templates for prompts: `run-prompt-<pool>.md.hbs`, and `run-prompt.md.hbs` for the pools that
 * have none of their own. Each is tried once on samples, so that its mistakes are known before a run begins.
 */
export const readPromptTemplates = async (root: Root, pools: Iterable<string>): Promise<Result<PromptTemplates>> => {
  const common = await readTemplate(root, 'run-prompt');
  if (!common.ok) return common;
  const byPool = new Map<string, DocumentTemplate>();
  for (const pool of new Set(pools)) {
    // A pool is named by the user, and may be named like a path.
    const own = isFileName.test(pool) ? await readTemplate(root, `run-prompt-${pool}`) : ok(undefined);
    if (!own.ok) return own;
    if (own.value !== undefined) byPool.set(pool, own.value);
  }
  return ok((pool) => byPool.get(pool) ?? common.value);
};

const isFileName = /^[\p{L}\p{N}_-][\p{L}\p{N}_.-]{0,99}$/u;

const readTemplate = async (root: Root, name: string): Promise<Result<DocumentTemplate | undefined>> => {
  const file = `work-space/templates/${name}.md.hbs`;
  const read = await root.files.readText(file, maxDocumentBytes);
  if (!read.ok) {
    return read.error.reason === 'missing' ? ok(undefined) : fail([readProblem(root.label(file), read.error)]);
  }
  const template = await ownTemplate(root.label(file), read.value);
  if (!template.ok) return template;
  for (const sample of samplePrompts) {
    const tried = runPrompt(sample, { template: template.value });
    if (!tried.ok) return tried;
  }
  return template;
};
