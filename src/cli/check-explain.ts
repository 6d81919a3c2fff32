import { otherRules } from '../methodology/other-rules.ts';
import { shownRule } from '../methodology/shown-rule.ts';
import { rules } from '../methodology/rules.ts';
import { renderRule } from '../reporting/render-rule.ts';
import { nearest } from '../text/nearest.ts';
import type { Call } from './command-spec.ts';
import { printJson, refuse, usageProblem } from './print.ts';

/** `check --explain <rule>`: the page of a rule. */
export const explainRule = async (call: Call, id: string): Promise<number> => {
  const { terminal } = call.world;
  const isJson = call.options.json === true;
  const rule = rules.find((one) => one.id === id);
  if (rule !== undefined) {
    const shown = shownRule(rule);
    if (isJson) printJson(call, 'rule', { ...shown });
    else terminal.out(renderRule(shown, terminal.look));
    return 0;
  }
  const other = otherRules.find(([name]) => name === id);
  if (other !== undefined) {
    const [, means, staysOn = false] = other;
    if (isJson) printJson(call, 'rule', { id, means, staysOn });
    else terminal.out(`${id}\n  ${means}\n${staysOn ? '  It cannot be switched off.\n' : ''}`);
    return 0;
  }
  const known = [...rules.map((one) => one.id), ...otherRules.map(([name]) => name)];
  const alike = nearest(id, known, 3);
  const advice =
    alike.length === 0 ? 'planloom check names the rule of each problem.' : `Did you mean ${alike.join(' or ')}?`;
  return refuse(call, [usageProblem(`There is no rule "${id}".`, advice)]);
};
