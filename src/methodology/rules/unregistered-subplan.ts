import { listInWords } from '../../text/list-in-words.ts';
import { newRegisterLine, registerOf } from '../register.ts';
import type { Rule } from '../rule.ts';
import { followingPlan } from '../subject.ts';

export const unregisteredSubplan: Rule = {
  id: 'unregistered-subplan',
  name: 'SUBPLAN that the plan does not list',
  severity: 'warning',
  counts: 'followed',
  means:
    'The plan keeps a list of its SUBPLANs under "Active Components" or "Subplan Tracking", and a SUBPLAN that lies on disk is not in it. A plan that keeps no such list, or leaves it to `planloom status`, is not held to it.',
  why: 'Who reads the plan takes the list for the whole, and designs a second time what is designed.',
  mend: 'Add it to the list; `--fix` does where the entry beside it gives nothing but name, id and title. Or take the list out: `planloom status` shows what there is.',
  find: (subject) => {
    const plan = followingPlan(subject);
    const register = plan === null ? null : registerOf(plan);
    if (plan === null || register === null || register.missing.length === 0) return [];
    const { at, missing } = register;
    const ids = missing.map(({ id }) => id);
    const isMended = missing.every((one) => newRegisterLine(plan, register, one) !== null);
    return [
      {
        at: { file: plan.document.file, line: at.line, column: at.column },
        message: `The list of SUBPLANs leaves out ${ids.length === 1 ? 'that' : 'those'} of ${listInWords(ids)}.`,
        advice: `Add ${ids.length === 1 ? 'it' : 'them'}${isMended ? '; --fix does' : ''}. Or take the list out: planloom status shows what there is.`,
      },
    ];
  },
  fix: (subject) => {
    const plan = followingPlan(subject);
    const register = plan === null ? null : registerOf(plan);
    if (plan === null || register === null) return [];
    return register.missing.flatMap((one) => {
      const splice = newRegisterLine(plan, register, one);
      return splice === null ? [] : [{ kind: 'edit' as const, path: plan.document.path, splice }];
    });
  },
};
