// npm run serve: the built server alone. React reads NODE_ENV when it is loaded, so it is set before.
process.env.NODE_ENV ??= "production";
await import("../build/server/server.js");
