// Preloaded into threads that tests start from TypeScript: tsx by itself leaves them out.
import { register } from 'tsx/esm/api';

register();
