import { connect } from 'node:net';

/** Somebody is there; `text` is what they answered, if they did. */
export interface Answer {
  readonly text?: string;
}

const patience = 2_000;

/** Sends a line to a socket and reads a line; undefined when nobody listens there. Never rejects. */
export const askSocket = (address: string, line: string): Promise<Answer | undefined> =>
  new Promise((resolve) => {
    let text = '';
    let isConnected = false;
    const socket = connect(address);
    const settle = (answer: Answer | undefined): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    const timer = setTimeout(() => settle({}), patience);
    socket.setEncoding('utf8');
    socket.once('connect', () => {
      isConnected = true;
      socket.write(`${line}\n`);
    });
    socket.on('data', (chunk: string) => {
      text += chunk;
      const end = text.indexOf('\n');
      if (end !== -1) settle({ text: text.slice(0, end) });
    });
    socket.once('end', () => settle({}));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // It refused because nobody is there; anything else is somebody who may not or cannot talk.
      const isNobody = error.code === 'ECONNREFUSED' || error.code === 'ENOENT' || error.code === 'ENOTSOCK';
      settle(isNobody && !isConnected ? undefined : {});
    });
  });
