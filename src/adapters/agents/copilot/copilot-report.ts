/**
 * A program of ours that starts copilot and hands on what it prints. Between its lines it adds what each call to a model
 * used: copilot tells that only at its end, and to a file, but notes it at once in the session's own folder.
 * Arguments: the session's file of events, the program, its arguments.
 */
export const copilotReport = `import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';

const [file, program, ...args] = process.argv.slice(2);
let at = 0;
let known = true;
let midLine = false;
const waiting = [];

const readOn = () => {
  let fd;
  try {
    fd = openSync(file, 'r');
  } catch {
    return;
  }
  const text = Buffer.alloc(Math.max(0, fstatSync(fd).size - at));
  const read = readSync(fd, text, 0, text.length, at);
  closeSync(fd);
  const end = text.subarray(0, read).lastIndexOf(10) + 1;
  at += end;
  for (const line of text.subarray(0, end).toString().split('\\n')) {
    if (!line.includes('"session.usage_record"')) continue;
    try {
      const { type, data } = JSON.parse(line);
      if (type === 'session.usage_record') waiting.push(JSON.stringify({ type: 'planloom.usage', known, data }) + '\\n');
    } catch {}
  }
};
const report = () => {
  readOn();
  while (!midLine && waiting.length > 0) process.stdout.write(waiting.shift());
};

process.stdout.write(JSON.stringify({ type: 'planloom.session', sessionId: path.basename(path.dirname(file)) }) + '\\n');
report();
known = false;
const child = spawn(program, args, { stdio: ['inherit', 'pipe', 'inherit'] });
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
const timer = setInterval(report, 200);
child.stdout.on('data', (chunk) => {
  process.stdout.write(chunk);
  midLine = chunk.at(-1) !== 10;
});
child.on('error', (error) => {
  clearInterval(timer);
  console.error(error.message);
  process.exitCode = 127;
});
child.on('exit', (code, signal) => {
  // What it has started may hold its output open for ever.
  if (signal !== null) child.stdout.destroy();
});
child.on('close', (code, signal) => {
  clearInterval(timer);
  if (midLine) process.stdout.write('\\n');
  midLine = false;
  report();
  if (signal === null) {
    process.exitCode ??= code;
    return;
  }
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
});
`;
