import net from "node:net";

// Loaded into every process of the shop before its own code, which has no setting for either of these.

/** It would listen on every address of this machine. */
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  return typeof first === "number"
    ? listen.call(this, { port: first, host: "127.0.0.1" }, ...rest)
    : listen.call(this, first, ...rest);
};

/** It starts helpers that would outlive it. Each ends when what started it is gone. */
const parent = process.ppid;
setInterval(() => process.ppid === parent || process.exit(), 500).unref();
