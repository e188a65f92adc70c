import init from "./__init__.py?raw";
import answers from "./answers.py?raw";
import asyncioModule from "./asyncio.py?raw";
import client from "./client.py?raw";
import commands from "./commands.py?raw";
import connection from "./connection.py?raw";
import exceptions from "./exceptions.py?raw";
import streams from "./streams.py?raw";

export const files = {
  "redis/__init__.py": init,
  "redis/answers.py": answers,
  "redis/asyncio.py": asyncioModule,
  "redis/client.py": client,
  "redis/commands.py": commands,
  "redis/connection.py": connection,
  "redis/exceptions.py": exceptions,
  "redis/streams.py": streams,
};
