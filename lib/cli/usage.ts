export const USAGE = `Usage: lava-conn COMMAND [OPTIONS] [FILE…]

Commands on specifications
  resolve [--realm R] [--reveal] [FILE…]  what a lava worker would make of each specification, with AWS's answers
  test [--realm R] [FILE…]                whether a lava worker could connect, stage by stage
  lint [--realm R] [--format F] [FILE…]   what an admin should know about each specification; asks nobody
  table TYPE                              the fields of a connector type, as Markdown

Commands on a store: --server or LAVA_SERVER, a running console, with the token in LAVA_TOKEN; otherwise DATABASE_URL,
or the one that npm start runs in this folder
  export [--realm R] [--format F] [--filter CONDITION]… [--out FILE|FILE.zip|FOLDER/]
                                          its connections: a list, or a file for each
  import [--realm R] [--dry-run] [--skip-refused] [--note TEXT] [FILE|FOLDER…]
                                          adds what is new and changes what differs, all or nothing
  diff [--realm R] [--all] [FILE|FOLDER…] how the files differ from the store

Options
  --realm R       the realm whose rules apply; otherwise LAVA_REALM
  --server URL    of commands on a store: the running console to work on; otherwise LAVA_SERVER
  --reveal        print passwords instead of [secret]
  --format F      of lint: json (a line each), text, sarif or junit; of export: json or yaml
  --filter C      only connections that match, as in the console: loginMethod=iam, host:finance, connId^etl
  --out PATH      write there instead of to the standard output
  --dry-run       print what importing would do, and do nothing
  --skip-refused  import the rest when some are refused
  --note TEXT     why, as the history of each connection tells it
  --all           also name what only the store has
  --help          this text
  --version       the version

A FILE holds one specification, a list of them or one after another, as JSON or YAML; - is the standard input, which
is also read when no FILE is given. Each specification gives one line of JSON on the standard output.

Exit code 0: all are ok. 1: some are not, or differ. 2: wrong usage, or input that cannot be read.
`;
