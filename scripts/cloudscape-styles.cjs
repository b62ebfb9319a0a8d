// A loader of the build. Cloudscape brings a stylesheet for each of its parts, some fifty to a page, each a request of
// its own. This puts those that the console's pages lead to into app/cloudscape.css, in the order of the imports, and
// leaves nothing where they are imported.
const { readdirSync } = require('node:fs');
const path = require('node:path');
const { build } = require('esbuild');

const ROOT = path.resolve(__dirname, '..');
const CLOUDSCAPE = /^@cloudscape-design\/(components|code-view)\b/;

/** Follows the console's own modules and Cloudscape's, and keeps nothing but the styles of the latter. */
const onlyCloudscape = {
  name: 'only-cloudscape',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^[^./]/ }, ({ path: request }) =>
      request.startsWith('@/') || CLOUDSCAPE.test(request) ? undefined : { path: request, external: true },
    );
    onLoad({ filter: /\.css$/ }, (file) =>
      file.path.endsWith('.scoped.css') ? undefined : { contents: '' },
    );
  },
};

/** The styles as one text, and the console's modules that decide about it. */
async function stylesOfPages() {
  const files = readdirSync(path.join(ROOT, 'app'), { recursive: true });
  const pages = files.filter((file) => file.endsWith('.tsx')).sort();
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    stdin: { contents: pages.map((file) => `import './app/${file}';`).join('\n'), resolveDir: ROOT },
    plugins: [onlyCloudscape],
    // What is imported counts, whether it is used or not.
    ignoreAnnotations: true,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    outdir: 'nowhere',
    logLevel: 'silent',
  });
  const css = outputFiles.find((file) => file.path.endsWith('.css')).text;
  const modules = Object.keys(metafile.inputs).filter((file) => /^(app|components|lib)\//.test(file));
  return { css, modules: modules.map((file) => path.join(ROOT, file)) };
}

module.exports = function loader() {
  if (this.resourcePath.endsWith('.scoped.css')) return '';
  const done = this.async();
  stylesOfPages().then(({ css, modules }) => {
    for (const file of modules) this.addDependency(file);
    done(null, css);
  }, done);
};
