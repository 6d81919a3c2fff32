import { posix } from 'node:path';
import type { NextStep } from '../app/status-view.ts';
import type { AchievementId } from '../domain/ids.ts';
import { cutText } from './cut-text.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import { nextLines } from './next-step.ts';
import type { Palette } from './palette.ts';
import { paletteOf } from './palette.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { tableLines } from './table.ts';
import { countOf, idList } from './words.ts';
import { bullets } from './wrap-text.ts';

interface BatchHead {
  readonly plan: { readonly name: string; readonly title: string };
  readonly document: 'SUBPLAN' | 'EXECUTION_TASK';
  /** The level it is about; null when it is about chosen achievements or all. */
  readonly level: number | null;
}

interface BatchFile {
  readonly id: AchievementId;
  readonly file: string;
}

interface BatchFailure {
  readonly id: AchievementId;
  /** What went wrong, or would. */
  readonly reason: string;
  readonly advice?: string;
}

/** What a batch would do. */
export interface BatchPreview extends BatchHead {
  readonly kind: 'preview';
  readonly create: readonly (BatchFile & { readonly title: string })[];
  /** Not made in this batch, since they wait for others. */
  readonly waiting: readonly {
    readonly id: AchievementId;
    readonly title: string;
    readonly waitsFor: readonly AchievementId[];
  }[];
  readonly existing: readonly BatchFile[];
  readonly failed: readonly BatchFailure[];
  /** Why there is nothing to make, where there is nothing. */
  readonly reason?: string;
}

/** What a batch did. */
export interface BatchResult extends BatchHead {
  readonly kind: 'result';
  readonly created: readonly BatchFile[];
  readonly skipped: readonly (BatchFile & { readonly reason?: string })[];
  readonly failed: readonly BatchFailure[];
  readonly next: readonly NextStep[];
}

/** What a file stands for, beside its name. */
interface FileRow extends BatchFile {
  readonly before?: readonly string[];
  readonly after?: string;
}

const section = (lines: readonly string[]): readonly string[] => (lines.length === 0 ? [] : ['', ...lines]);

/** Files below a heading; the folder that all are in is said once there, so that what differs has room. */
const fileLines = (heading: string, files: readonly FileRow[], look: Look): readonly string[] => {
  if (files.length === 0) return [];
  const paint = paletteOf(look);
  const { ellipsis } = symbolsOf(look);
  const folders = [...new Set(files.map(({ file }) => posix.dirname(file)))];
  const [folder] = folders.length === 1 ? folders : [];
  const where = folder === undefined || folder === '.' ? '' : paint.quiet(` in ${oneLine(folder)}/`);
  const rows = files.map(({ id, file, before = [], after = '' }) => [
    paint.id(id),
    ...before,
    oneLine(where === '' ? file : posix.basename(file)),
    paint.quiet(after),
  ]);
  const numbers = rows.map((row, index) => [paint.quiet(`${index + 1}.`), ...row]);
  const columns = [
    { align: 'right' },
    {},
    ...(files[0]?.before ?? []).map(() => ({ least: 10 })),
    {},
    { least: 8 },
  ] as const;
  return [cutText(heading + where, usableWidth(look), ellipsis), ...tableLines(numbers, columns, look)];
};

const failureLines = (heading: string, failed: readonly BatchFailure[], look: Look): readonly string[] => {
  if (failed.length === 0) return [];
  const paint = paletteOf(look);
  const { status, arrow } = symbolsOf(look);
  return [
    paint.error(heading),
    ...failed.flatMap(({ id, reason, advice }) => [
      ...bullets(paint.error(status.failed), `${id}: ${oneLine(reason)}`, look),
      ...bullets(`  ${paint.id(arrow)}`, oneLine(advice ?? ''), look),
    ]),
  ];
};

const about = ({ level }: BatchHead): string => (level === null ? '' : ` of level ${level}`);

const waitingLines = (waiting: BatchPreview['waiting'], look: Look): readonly string[] => {
  if (waiting.length === 0) return [];
  const paint = paletteOf(look);
  const rows = waiting.map(({ id, title, waitsFor }) => [
    paint.id(id),
    oneLine(title),
    paint.quiet(waitsFor.length > 0 ? `for ${idList(waitsFor, 24)}` : ''),
  ]);
  return [`${waiting.length} waiting`, ...tableLines(rows, [{}, { least: 12 }, {}], look)];
};

const previewLines = (preview: BatchPreview, paint: Palette, look: Look): readonly string[] => {
  const { arrow } = symbolsOf(look);
  const { create, waiting, existing, failed, document, reason } = preview;
  const rows = create.map(({ id, file, title }) => ({ id, file, before: [oneLine(title)] }));
  const nothing = [
    paint.strong(`No ${document}${about(preview)} to create`),
    ...bullets(paint.id(arrow), oneLine(reason ?? ''), look),
  ];
  const heading = paint.strong(`${countOf(create.length, document)}${about(preview)} to create`);
  return [
    ...(create.length > 0 ? fileLines(heading, rows, look) : nothing),
    ...section(waitingLines(waiting, look)),
    ...section(fileLines(`${existing.length} there already`, existing, look)),
    ...section(failureLines(`${failed.length} not possible`, failed, look)),
  ];
};

const resultLines = (result: BatchResult, paint: Palette, look: Look): readonly string[] => {
  const { created, skipped, failed, next, document } = result;
  const heading = `${countOf(created.length, document)}${about(result)} created`;
  const rows = skipped.map(({ id, file, reason }) => ({ id, file, after: oneLine(reason ?? 'there already') }));
  return [
    ...(created.length > 0 ? fileLines(paint.done(heading), created, look) : [paint.strong(heading)]),
    ...section(fileLines(`${skipped.length} skipped`, rows, look)),
    ...section(failureLines(`${failed.length} failed`, failed, look)),
    ...section(nextLines(next, look)),
  ];
};

/** A batch before it is confirmed (what would be made, and exactly that), or after it is done. */
export const renderBatch = (batch: BatchPreview | BatchResult, look: Look): string => {
  const paint = paletteOf(look);
  const body = batch.kind === 'preview' ? previewLines(batch, paint, look) : resultLines(batch, paint, look);
  return `${[headline(batch.plan, look), '', ...body].join('\n')}\n`;
};
