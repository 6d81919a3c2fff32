import type { NodeId } from '../../domain/run.ts';
import type { Executor } from '../../ports/executor.ts';
import type { Tails } from '../../ports/tails.ts';
import { lastLine } from './last-line.ts';

const maxBytes = 4_096;

interface Followed {
  readonly file: string;
  bytes: number;
  changedAt: number;
  line: string;
}

/** Knows what attempts have printed last, while they run. */
export class AttemptTails {
  readonly #tails: Tails;
  readonly #followed = new Map<NodeId, Followed>();

  constructor(tails: Tails) {
    this.#tails = tails;
  }

  /** The same executor, whose attempts are followed. */
  following(executor: Executor): Executor {
    return {
      ...executor,
      run: async (request, signal, news) => {
        const followed = { file: request.transcriptFile, bytes: 0, changedAt: 0, line: '' };
        this.#followed.set(request.node, followed);
        try {
          return await executor.run(request, signal, news);
        } finally {
          if (this.#followed.get(request.node) === followed) this.#followed.delete(request.node);
        }
      },
    };
  }

  /** The last line of each program that runs at this moment, as it was printed; those that printed nothing are left out. */
  lines(): ReadonlyMap<NodeId, string> {
    const lines = new Map<NodeId, string>();
    for (const [node, followed] of this.#followed) {
      const line = this.#lineOf(followed);
      if (line !== '') lines.set(node, line);
    }
    return lines;
  }

  #lineOf(followed: Followed): string {
    const tail = this.#tails.read(followed.file, maxBytes);
    if (tail === undefined || tail.changedAt === followed.changedAt) return followed.line;
    // A transcript of the largest size is written round and round: what came last is somewhere in its middle.
    const isRound = tail.bytes === followed.bytes;
    followed.line = isRound ? '' : lastLine(tail.text);
    followed.bytes = tail.bytes;
    followed.changedAt = tail.changedAt;
    return followed.line;
  }
}
