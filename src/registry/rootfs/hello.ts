import { binary } from "../../filesystem/binary.ts";
import { file } from "../../filesystem/tree.ts";
import type { Recipe } from "./recipe.ts";

/** What the one program of hello-world prints: the text stands in its binary, as in the real one. */
const TEXT = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

What happened for you to read it:
 1. The Docker client asked the Docker daemon to run the image.
 2. The daemon fetched the image "hello-world" from Docker Hub.
    (amd64)
 3. It made a container of the image and ran the program in it that prints
    this text.
 4. It passed the text to the client, which wrote it to your terminal.

Something more ambitious: a shell in an Ubuntu container.
 $ docker run -it ubuntu bash

To share images, get a free Docker ID:
 https://hub.docker.com/

More examples and ideas:
 https://docs.docker.com/get-started/
`;

export const helloWorld: Recipe = [
  { apply: (k) => k.editor.put("/hello", file(binary("hello", TEXT), { mode: 0o755, mtime: k.mtime })) },
];
