import type { ParsedPlan } from '../domain/plan.ts';
import { splitFrontMatter } from './front-matter.ts';
import { readPlan } from './read-plan.ts';
import { scanBlocks } from './scan-blocks.ts';

/** Which reader finds the blocks: remark, or the line scanner. */
export interface ParsePlanOptions {
  readonly reader?: 'remark' | 'scanner';
}

/** Reads a PLAN document. Never fails: what is wrong with it is in `problems`. */
export const parsePlan = async (file: string, text: string, _options: ParsePlanOptions = {}): Promise<ParsedPlan> => {
  const { metadata, body, firstLine } = splitFrontMatter(text);
  return readPlan(file, scanBlocks(body, firstLine).blocks, metadata);
};
