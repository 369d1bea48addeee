import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

// Runs one of our programs from source: `node dev/run.mjs worker/main.ts …`. Registered here and not by flags, because flags go on to
// every thread of the program: each thread that runs workflows would hold a compiler of its own.
process.setSourceMapsEnabled(true);
register();
const [node, , file, ...args] = process.argv;
process.argv = [node, file, ...args];
await import(pathToFileURL(file).href);
