import { BOOL, type GoType, INT64, mapOf, pointerTo, STRING, sliceOf, struct } from "../go/value.ts";
import { CONFIG } from "./image.ts";

const DESCRIPTOR = struct("v1.Descriptor", {
  "MediaType=mediaType": STRING,
  "Digest=digest": STRING,
  "Size=size": INT64,
});

const HISTORY = struct("v1.History", {
  "Created=created?": STRING,
  "CreatedBy=created_by?": STRING,
  "Author=author?": STRING,
  "Comment=comment?": STRING,
  "EmptyLayer=empty_layer?": BOOL,
});

const IMAGE = struct("dockerspec.DockerOCIImage", {
  "Created=created?": STRING,
  "Author=author?": STRING,
  "Architecture=architecture": STRING,
  "OS=os": STRING,
  "Config=config?": CONFIG,
  "RootFS=rootfs": struct("v1.RootFS", { "Type=type": STRING, "DiffIDs=diff_ids": sliceOf(STRING) }),
  "History=history?": sliceOf(HISTORY),
});

/** What `docker buildx imagetools inspect` sees. */
export const REGISTRY_IMAGE: GoType = struct("imagetools.tplInput", {
  "Name=name": STRING,
  "Manifest=manifest": DESCRIPTOR,
  "Image=image": pointerTo(IMAGE),
  "Provenance?": mapOf(STRING),
  "SBOM?": mapOf(STRING),
});
