import { compareIds } from '../../domain/ids.ts';
import type { Rule } from '../findings.ts';
import { claimEach } from '../findings.ts';
import { evidenceAt, isForeign, isSample } from '../passage.ts';

const source =
  /(?:^|[\s(—–,:-])(?:from|using|uses?|based (?:up)?on|input(?:s)?(?: from)?:?|consum(?:e|es|ing)|takes?|taken from|build(?:s|ing)? (?:up)?on(?: top of)?|extend(?:s|ing)?|leverag(?:e|es|ing)|reus(?:e|es|ing)|appl(?:y|ies|ying)|identified (?:in|by)|(?:created|produced|defined|delivered|collected|measured|found|discovered|generated|established|introduced|built|made) (?:in|by|during)|output of|results? of)\s[^.;]{0,70}$/i;
const looksBack =
  /\b(?:already|similar|like|see|compare\w*|unlike|resolved|fixed|completed?|done|moved|originally|via|same as|as in|not|instead)\b[^.;]{0,40}$/i;

/** Inside an achievement's section: what it takes from an earlier one ("From performance analysis (Achievement 5.1)"). */
export const inputRule: Rule = (passage, plan) => {
  const { block, text } = passage;
  if (passage.inSubplan || block.kind === 'code' || block.kind === 'row') return [];
  const owner = plan.ownerAt(block.lines[0]?.line ?? 0);
  if (owner === null) return [];
  const found = passage.mentions.flatMap((mention) => {
    if (!mention.named || mention.foreign) return [];
    const earlier = mention.ids.filter((id) => compareIds(id, owner) < 0);
    if (earlier.length === 0) return [];
    const before = text.slice(Math.max(0, mention.start - 110), mention.start);
    if (!source.test(before) || looksBack.test(before)) return [];
    return claimEach([owner], earlier, evidenceAt(passage, 'input', mention.start));
  });
  return found.length === 0 || isForeign(passage) || isSample(passage) ? [] : found;
};
