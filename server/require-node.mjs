// Says in one sentence when Node is too old. Plain JavaScript that any Node since 18 can read.
const needed = 24;
const running = Number(process.versions.node.split(".")[0]);

if (running < needed) {
  console.error(
    `Entente needs Node ${needed}, and this is Node ${process.versions.node}: run \`npm ci\` here, which brings ` +
      `Node ${needed} along on Linux and Windows, and start with \`npm start\`; elsewhere install Node ${needed} or newer.`,
  );
  process.exit(1);
}
