import type { CommandRun } from '../command-spec.ts';
import { refuse, text } from '../print.ts';
import { usageProblem, withPlan } from '../with-plan.ts';

export const run: CommandRun = (call) =>
  withPlan(call, call.args[0], async ({ graph }) => {
    const { terminal } = call.world;
    const format = call.options.json === true ? 'json' : (text(call, 'format') ?? 'text');
    switch (format) {
      case 'json':
        terminal.out((await import('../../reporting/graph-json.ts')).graphJson(graph));
        return 0;
      case 'mermaid':
        terminal.out((await import('../../reporting/render-mermaid.ts')).renderMermaid(graph));
        return 0;
      case 'text':
        terminal.out((await import('../../reporting/render-graph.ts')).renderGraph(graph, terminal.look));
        return 0;
      default:
        return refuse(call, [usageProblem(`--format ${format} is not known.`, 'Give text, mermaid or json.')]);
    }
  });
