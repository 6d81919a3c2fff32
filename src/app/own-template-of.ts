import type { DocumentTemplate } from '../documents/document-template.ts';
import { ownTemplate } from '../documents/own-template.ts';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { maxDocumentBytes, readProblem } from './open-plan.ts';
import type { Root } from './open-plan.ts';

/** The workspace's own template of this name (`subplan`), if it has one; it outweighs ours. */
export const ownTemplateOf = async (root: Root, name: string): Promise<Result<DocumentTemplate | undefined>> => {
  const file = `work-space/templates/${name}.md.hbs`;
  const read = await root.files.readText(file, maxDocumentBytes);
  if (read.ok) return ownTemplate(root.label(file), read.value);
  return read.error.reason === 'missing' ? ok(undefined) : fail([readProblem(root.label(file), read.error)]);
};
