import type { Place } from '../domain/problem.ts';
import type { ImportedAnswer } from '../app/import-answer.ts';
import type { AcceptedProposal, KnownProposal, RefusedProposal } from '../app/proposal-outcome.ts';
import { evidenceLine } from './evidence-line.ts';
import { headline } from './headline.ts';
import type { Look } from './look.ts';
import { usableWidth } from './look.ts';
import type { Paint } from './palette.ts';
import { paletteOf } from './palette.ts';
import { placeText } from './place-text.ts';
import { oneLine } from './safe-text.ts';
import { symbolsOf } from './symbols.ts';
import { countOf } from './words.ts';
import { bullets, hanging } from './wrap-text.ts';

/** What became of an answer, and of parallel.json: `written`, `would be written`, `not touched`. */
export interface ImportView extends Pick<
  ImportedAnswer,
  'answer' | 'assembled' | 'file' | 'accepted' | 'known' | 'refused'
> {
  readonly what: string;
}

type Proposal = AcceptedProposal | KnownProposal | RefusedProposal;

const proposalWords = ({ proposal, from, on }: Proposal): string =>
  oneLine(proposal === 'dependency' ? `${from} needs ${on}` : `${from} and ${on} need not wait for each other`);

/** `2.1 needs 1.1`, and where the answer says so. */
const proposalLine = (one: Proposal, sign: string, paint: Paint, look: Look): string =>
  `  ${paint(sign)} ${proposalWords(one)}  ${paletteOf(look).quiet(placeText(shortened(one.at)))}`;

/** The column of a proposal is that of its bracket, which nobody looks for. */
const shortened = ({ file, line }: Place): Place => ({ file, ...(line === undefined ? {} : { line }) });

const indent = '    ';

const places = (one: { readonly places: Proposal extends never ? never : KnownProposal['places'] }, look: Look) =>
  one.places.slice(0, mostPlaces).map((place) => indent + evidenceLine(place, usableWidth(look) - indent.length, look));
const mostPlaces = 4;

const acceptedLines = (accepted: readonly AcceptedProposal[], look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { status, warning } = symbolsOf(look);
  return accepted.flatMap((one) => [
    proposalLine(one, status.complete, paint.done, look),
    indent + evidenceLine(one.evidence, usableWidth(look) - indent.length, look, one.on),
    ...(one.reason === null ? [] : hanging(indent, oneLine(one.reason), paint.plain, look)),
    ...one.remarks.flatMap((remark) => bullets(`  ${paint.warning(warning)}`, oneLine(remark), look)),
  ]);
};

const knownLines = (known: readonly KnownProposal[], look: Look): readonly string[] =>
  known.flatMap((one) => [
    proposalLine(one, symbolsOf(look).dash, paletteOf(look).quiet, look),
    ...hanging(indent, oneLine(one.because), paletteOf(look).plain, look),
    ...places(one, look),
  ]);

const refusedLines = (refused: readonly RefusedProposal[], look: Look): readonly string[] => {
  const paint = paletteOf(look);
  const { status, arrow } = symbolsOf(look);
  return refused.flatMap((one) => [
    proposalLine(one, status.failed, paint.error, look),
    ...hanging(indent, oneLine(one.because), paint.plain, look),
    ...places(one, look),
    ...bullets(`  ${paint.id(arrow)}`, oneLine(one.advice), look),
  ]);
};

const section = (heading: string, lines: readonly string[], look: Look): readonly string[] =>
  lines.length === 0 ? [] : ['', paletteOf(look).strong(heading), ...lines];

/**
 * What became of every proposal of an answer: what was accepted with the line it rests on, what was known already, what
 * was refused, why, and by which lines; then what else the answer says, and what happened to parallel.json.
 */
export const renderImport = (view: ImportView, look: Look): string => {
  const paint = paletteOf(look);
  const { answer, assembled, file, accepted, known, refused, what } = view;
  const total = accepted.length + known.length + refused.length;
  const { decision, notes } = answer;
  const reason = decision?.reason == null ? '' : ` ${decision.reason}`;
  const lines = [
    headline(assembled.graph.plan, look),
    ...hanging(
      '',
      total === 0
        ? `${answer.file} proposes nothing.`
        : `${answer.file}, ${countOf(total, 'proposal')}: ${accepted.length} accepted, ${known.length} known already, ${refused.length} refused`,
      paint.quiet,
      look,
    ),
    ...section('Accepted', acceptedLines(accepted, look), look),
    ...section('Known already', knownLines(known, look), look),
    ...section('Refused', refusedLines(refused, look), look),
    ...(decision === null
      ? []
      : section(
          `The answer's decision: ${decision.parallel ? 'worth doing in parallel' : 'not worth doing in parallel'}.`,
          reason === '' ? [] : hanging('  ', oneLine(reason), paint.plain, look),
          look,
        )),
    ...section(
      'Notes of the answer',
      notes.flatMap((note) => bullets(paint.quiet('-'), oneLine(note), look)),
      look,
    ),
    '',
    `  ${paint.done(what)}  ${oneLine(file.label)}`,
  ];
  return `${lines.join('\n')}\n`;
};
