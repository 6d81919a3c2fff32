import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { chat } from './chat.ts';
import { gemini } from './gemini.ts';
import { messages } from './messages.ts';
import { responses } from './responses.ts';
import type { Reply, Scenario, Tokens, Turn } from './scenario.ts';
import { toolCall } from './tool-calls.ts';
import type { Answer, Json, Wire } from './wire.ts';

/** A call to a model, as it came. */
export interface ModelRequest extends Turn {
  readonly url: string;
  readonly wire: Wire['name'];
  readonly userAgent: string;
}

/** What a client was told that one answer used. */
export interface Counted {
  readonly model: string;
  readonly tokens: Tokens;
}

/** A model on this machine. Nothing of it is in the network. */
export interface ModelServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Calls to a model, in the order in which they came. */
  readonly requests: readonly ModelRequest[];
  /** Everything else that was asked of the server, and hosts that a client wanted to reach through it. */
  readonly elsewhere: readonly string[];
  /** By answer, also of one that was cut off. */
  readonly counted: readonly Counted[];
  /** With these variables a program calls everything outside of this machine through the server, which refuses. */
  readonly proxy: Readonly<Record<string, string>>;
  /** Settles when so many calls to a model have come. */
  reached(calls: number): Promise<void>;
  /** Breaks what is open. */
  close(): Promise<void>;
}

const wires: readonly Wire[] = [messages, responses, chat, gemini];

/** Where the programs say in their prompt which folder they work in; after a resume, they say it once more. */
const folderSaid =
  /(?:Primary working directory: |<cwd>|Workspace Directories:\*\*\n {2}- |[Ww]orking directory: )(\/[^\n<(]*[^\n<( ])/g;

/**
 * Different for each call, and each of weight, so that a sum that leaves one out, or takes one twice, is wrong. Only one of
 * the formats has words for what is written to a cache.
 */
const tokensOf = (call: number, wire: Wire['name']): Tokens => ({
  input: 1000 + 70 * call,
  cacheRead: 3000 + 310 * call,
  cacheWrite: wire === 'messages' ? 400 + 20 * call : 0,
  output: 150 + 30 * call,
  reasoning: 40,
});

const bodyOf = async (request: IncomingMessage): Promise<Json> => {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text.startsWith('{') ? (JSON.parse(text) as Json) : {};
};

/** What the model says to this; an action that no tool can do is said instead. */
const answerTo = (
  reply: Exclude<Reply, { fail: number }>,
  { model, tools, folder, call }: Turn,
  wire: Wire['name'],
): Answer => {
  const none = { id: `${call}`, model, text: 'I begin.', calls: [], refused: false, tokens: tokensOf(call, wire) };
  if (typeof reply === 'string') return none;
  if ('say' in reply) return { ...none, text: reply.say };
  if ('refuse' in reply) return { ...none, text: reply.refuse, refused: true };
  const calls = reply.use.flatMap((action, at) => {
    const found = toolCall(action, tools, folder);
    return found === null ? [] : [{ id: `call_${call}_${at}`, ...found }];
  });
  return { ...none, calls, text: calls.length > 0 ? (reply.saying ?? 'I use a tool.') : 'I have no tool for that.' };
};

const sendJson = (response: ServerResponse, status: number, body: Json, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

/** Starts a model that behaves like this, with all wire formats at once. To be closed. */
export const modelServer = async (scenario: Scenario): Promise<ModelServer> => {
  const requests: ModelRequest[] = [];
  const elsewhere: string[] = [];
  const counted: Counted[] = [];
  const waiting = new Set<{ calls: number; go: () => void }>();
  const sockets = new Set<Socket>();

  const ask = async (wire: Wire, url: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { stream, ...asked } = wire.asked(url, await bodyOf(request));
    const folder = [...asked.prompt.matchAll(folderSaid)].at(-1)?.[1] ?? null;
    const turn = { ...asked, folder, call: requests.length };
    requests.push({ ...turn, url, wire: wire.name, userAgent: request.headers['user-agent'] ?? '' });
    for (const each of waiting) if (requests.length >= each.calls) each.go();
    const reply = scenario(turn);
    if (typeof reply === 'object' && 'fail' in reply) {
      sendJson(response, reply.fail, wire.error(reply.fail, reply.type, reply.message), { ...reply.headers });
      return;
    }
    if (reply === 'silence') return;
    const answer = answerTo(reply, turn, wire.name);
    const count = (tokens: Tokens | null): void => {
      if (tokens !== null) counted.push({ model: asked.model, tokens });
    };
    if (typeof reply === 'object' && !stream) {
      count(answer.tokens);
      sendJson(response, 200, wire.whole(answer));
      return;
    }
    response.writeHead(200, { 'content-type': stream ? 'text/event-stream' : 'application/json' });
    response.flushHeaders();
    if (reply === 'cut') {
      // With words of the model in it, it would be chance whether the client reads them before it notices the end.
      response.write(':\n\n', () => response.destroy());
    } else if (reply === 'hang') {
      if (stream) count(wire.begin(response, answer));
    } else {
      if (stream) wire.begin(response, answer);
      count(answer.tokens);
      wire.rest(response, answer);
      response.end();
    }
  };

  const server = createServer((request, response) => {
    const { method = '', url = '' } = request;
    const wire = method === 'POST' && url.startsWith('/') ? wires.find((each) => each.isAsked(url)) : undefined;
    const count = method === 'POST' ? wires.map((each) => each.counts(url)).find((each) => each !== null) : undefined;
    if (wire !== undefined) {
      ask(wire, url, request, response).catch((error: unknown) => {
        // A request that broke off is nothing; anything else is a fault of the test, and has to be seen.
        if (!request.destroyed || request.complete) elsewhere.push(`${method} ${url}: ${String(error)}`);
        response.destroy();
      });
    } else if (count !== undefined) sendJson(response, 200, count);
    else {
      elsewhere.push(`${method} ${url}`);
      sendJson(response, url.startsWith('/') ? 404 : 403, { error: { type: 'not_found', message: 'No such place' } });
    }
  });
  server.on('connect', (request, socket) => {
    elsewhere.push(`CONNECT ${request.url ?? ''}`);
    // A program may be gone before it has read that.
    socket.on('error', () => socket.destroy());
    socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]);
  const local = ['NO_PROXY', 'no_proxy'].map((name) => [name, '127.0.0.1,localhost'] as const);
  return {
    url,
    requests,
    elsewhere,
    counted,
    proxy: Object.fromEntries([...proxies.map((name) => [name, url] as const), ...local]),
    reached: async (calls) => {
      if (requests.length >= calls) return;
      await new Promise<void>((resolve) => {
        const each = {
          calls,
          go: () => {
            waiting.delete(each);
            resolve();
          },
        };
        waiting.add(each);
      });
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
