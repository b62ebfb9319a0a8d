import { z } from 'zod';

// In the browser zod would try to build functions from text, which the page's policy stops and reports. Everything
// there that makes a schema imports this first; on the server zod stays as fast as it is.
if (typeof window !== 'undefined') z.config({ jitless: true });
