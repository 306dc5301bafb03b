// A minimal socket.io server: a line on its input goes to everybody in one room.
const { createServer } = require("http");
const { createInterface } = require("readline");
const { Server } = require(process.env.SOCKETIO);

const server = createServer();
const io = new Server(server, { perMessageDeflate: false, serveClient: false });
io.on("connection", (socket) => socket.join("q1"));
server.listen(Number(process.env.PORT), "127.0.0.1");
createInterface({ input: process.stdin }).on("line", (line) => io.to("q1").emit("line", line));
