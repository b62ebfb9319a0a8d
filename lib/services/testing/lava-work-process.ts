// Starts a pull or a publication, as the console would, with the input in its arguments, and stays until it is killed.
import { BUILT_IN_ADMIN } from '../../auth/actor';
import { startPublication } from '../lava/start-publication';
import { startPull } from '../lava/start-pull';

const KINDS = { startPull, startPublication };
const [kind, input] = process.argv.slice(-2);
const start = Object.entries(KINDS).find(([name]) => name === kind)?.[1];
if (!start || !input) throw new Error(`There is no work called ${kind}.`);
await start({ actor: BUILT_IN_ADMIN, requestId: 'killed' }, JSON.parse(input));
setInterval(() => undefined, 1000);
