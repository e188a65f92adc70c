/**
 * Directives by the module that has them, with their names as they are written. What stands in capitals behind a colon is
 * the shape of the arguments: `1` one, `2` two, `1-2` one or two, `1+` at least one, `flag` On or Off, `any`.
 */
const TABLE: Readonly<Record<string, string>> = {
  core: "ServerRoot:1 DocumentRoot:1 ServerName:1 ServerAlias:1+ ServerAdmin:1 Options:any AllowOverride:1+ AllowOverrideList:any ErrorDocument:2 ErrorLog:1-2 ErrorLogFormat:any LogLevel:1+ Include:1 IncludeOptional:1 Define:1-2 UnDefine:1 Error:any ServerTokens:1 ServerSignature:1 Timeout:1 KeepAlive:flag KeepAliveTimeout:1 MaxKeepAliveRequests:1 AccessFileName:1+ HostnameLookups:1 EnableMMAP:flag EnableSendfile:flag UseCanonicalName:1 UseCanonicalPhysicalPort:flag TraceEnable:1 FileETag:any AddDefaultCharset:1 ForceType:1 SetHandler:1 SetInputFilter:any SetOutputFilter:any AcceptPathInfo:1 LimitRequestBody:1 LimitRequestFields:1 LimitRequestFieldSize:1 LimitRequestLine:1 LimitInternalRecursion:any ContentDigest:flag DefaultType:1 Mutex:any AcceptFilter:any SeeRequestTail:flag MaxRanges:1 Protocols:1+ ProtocolsHonorOrder:flag HttpProtocolOptions:any MergeSlashes:flag MergeTrailers:flag DefaultRuntimeDir:1 AllowEncodedSlashes:1 NameVirtualHost:1 RegexDefaultOptions:any QualifyRedirectURL:flag RLimitCPU:any RLimitMEM:any RLimitNPROC:any CGIPassAuth:flag CGIVar:any Warning:any",
  so: "LoadModule:2 LoadFile:any",
  mpm: "Listen:1-2 User:1 Group:1 PidFile:1 StartServers:1 MinSpareServers:1 MaxSpareServers:1 MinSpareThreads:1 MaxSpareThreads:1 ThreadsPerChild:1 MaxRequestWorkers:1 MaxClients:1 MaxConnectionsPerChild:1 MaxRequestsPerChild:1 ThreadLimit:1 ServerLimit:1 ListenBacklog:1 SendBufferSize:1 ReceiveBufferSize:1 GracefulShutdownTimeout:1 CoreDumpDirectory:1 ScoreBoardFile:1 AsyncRequestWorkerFactor:1 ThreadStackSize:1 MaxMemFree:1 EnableExceptionHook:flag",
  unixd: "ChrootDir:1 Suexec:flag",
  log_config: "CustomLog:2+ TransferLog:1 LogFormat:1-2 BufferedLogs:flag GlobalLog:any",
  authz_core: "Require:1+ AuthMerging:1 AuthzSendForbiddenOnFailure:flag AuthzProviderAlias:any",
  authz_host: "",
  authz_user: "",
  authz_groupfile: "AuthGroupFile:1",
  authn_core: "AuthType:1 AuthName:1",
  authn_file: "AuthUserFile:1",
  auth_basic: "AuthBasicProvider:1+ AuthBasicAuthoritative:flag AuthBasicFake:any AuthBasicUseDigestAlgorithm:any",
  access_compat: "Order:any Allow:any Deny:any Satisfy:1",
  dir: "DirectoryIndex:1+ DirectorySlash:flag DirectoryIndexRedirect:1 FallbackResource:1 DirectoryCheckHandler:flag",
  autoindex:
    "IndexOptions:any IndexIgnore:1+ IndexIgnoreReset:flag IndexOrderDefault:2 IndexStyleSheet:1 IndexHeadInsert:1 AddIcon:any AddIconByType:any AddIconByEncoding:any AddAlt:any AddAltByType:any AddAltByEncoding:any AddDescription:any DefaultIcon:1 ReadmeName:1 HeaderName:1",
  mime: "TypesConfig:1 AddType:2+ AddEncoding:2+ AddCharset:2+ AddLanguage:2+ AddHandler:2+ AddOutputFilter:any AddInputFilter:any RemoveType:1+ RemoveHandler:1+ RemoveEncoding:1+ RemoveCharset:1+ RemoveLanguage:1+ DefaultLanguage:1 MultiviewsMatch:any ModMimeUsePathInfo:flag",
  negotiation: "LanguagePriority:1+ ForceLanguagePriority:1+ CacheNegotiatedDocs:flag",
  alias:
    "Alias:alias AliasMatch:2 ScriptAlias:alias ScriptAliasMatch:2 Redirect:1-3 RedirectMatch:1-3 RedirectTemp:2 RedirectPermanent:2 AliasPreservePath:flag RedirectRelative:flag",
  headers: "Header:any RequestHeader:any",
  setenvif: "SetEnvIf:2+ SetEnvIfNoCase:2+ BrowserMatch:2+ BrowserMatchNoCase:2+ SetEnvIfExpr:2+",
  env: "SetEnv:1-2 UnsetEnv:1+ PassEnv:1+",
  rewrite: "RewriteEngine:flag RewriteBase:1 RewriteCond:2-3 RewriteRule:2-3 RewriteOptions:1+ RewriteMap:any",
  proxy:
    "ProxyPass:any ProxyPassReverse:any ProxyPassMatch:any ProxyPreserveHost:flag ProxyRequests:flag ProxyVia:1 ProxyTimeout:1 ProxyAddHeaders:flag ProxyErrorOverride:any ProxyPassReverseCookieDomain:2 ProxyPassReverseCookiePath:2 ProxySet:any BalancerMember:any ProxyBadHeader:1 ProxyIOBufferSize:1 ProxyReceiveBufferSize:1 ProxyMaxForwards:1 ProxyBlock:any NoProxy:any ProxyStatus:1 ProxyDomain:1",
  expires: "ExpiresActive:flag ExpiresDefault:1 ExpiresByType:2",
  status: "ExtendedStatus:flag SeeRequestTail:flag",
  reqtimeout: "RequestReadTimeout:any",
  filter:
    "FilterDeclare:any FilterProvider:any FilterChain:any FilterProtocol:any FilterTrace:any AddOutputFilterByType:any",
  deflate: "DeflateCompressionLevel:1 DeflateMemLevel:1 DeflateWindowSize:1 DeflateBufferSize:1 DeflateFilterNote:any",
  cgid: "ScriptSock:1 CGIDScriptTimeout:1",
  ssl: "SSLEngine:any SSLCertificateFile:1 SSLCertificateKeyFile:1 SSLCertificateChainFile:1 SSLProtocol:any SSLCipherSuite:any SSLProxyCipherSuite:any SSLHonorCipherOrder:flag SSLProxyProtocol:any SSLPassPhraseDialog:1 SSLSessionCache:1 SSLSessionCacheTimeout:1 SSLRandomSeed:any SSLOptions:any SSLProxyEngine:flag SSLCACertificateFile:1 SSLVerifyClient:1",
  mime_magic: "MimeMagicFile:1",
  userdir: "UserDir:1+",
  remoteip: "RemoteIPHeader:1 RemoteIPInternalProxy:1+ RemoteIPTrustedProxy:1+",
  actions: "Action:any Script:any",
  info: "AddModuleInfo:any",
  substitute: "Substitute:any",
  ratelimit: "",
};

/** Sections by the module that has them. */
const SECTIONS: Readonly<Record<string, string>> = {
  core: "Directory DirectoryMatch VirtualHost IfModule IfDefine IfFile IfDirective IfSection Files FilesMatch Location LocationMatch Limit LimitExcept If ElseIf Else",
  authz_core: "RequireAll RequireAny RequireNone",
  version: "IfVersion",
  proxy: "Proxy ProxyMatch",
  macro: "Macro",
};

export interface Directive {
  /** As it is written in messages. */
  readonly name: string;
  readonly module: string;
  readonly shape: string;
}

const all = new Map<string, Directive>(
  Object.entries(TABLE).flatMap(([module, list]) =>
    list
      .split(" ")
      .filter((w) => w !== "")
      .map((w): [string, Directive] => {
        const [name = "", shape = "any"] = w.split(":");
        return [name.toLowerCase(), { name, module, shape }];
      }),
  ),
);
const sections = new Map<string, Directive>(
  Object.entries(SECTIONS).flatMap(([module, list]) =>
    list.split(" ").map((name): [string, Directive] => [name.toLowerCase(), { name, module, shape: "any" }]),
  ),
);

export const directive = (name: string) => all.get(name.toLowerCase());
export const sectionOf = (name: string) => sections.get(name.toLowerCase());

/** They stand outside of all sections but <VirtualHost> and <If…>. */
export const ONLY_OUTSIDE =
  /^(listen|documentroot|servername|serveralias|serverroot|loadmodule|user|group|errorlog|customlog|loglevel|pidfile|keepalive|timeout|alias(match)?|typesconfig|logformat|transferlog|servertokens|traceenable|directoryindexredirect_)$/;

/** They stand in a section that is about requests, or in a .htaccess. */
export const ONLY_INSIDE =
  /^(require|authtype|authname|authuserfile|authgroupfile|authbasicprovider|allowoverride|satisfy|order|allow|deny|rewritebase|forcetype_)$/;

/** What each says it takes, where that is not said in numbers alone. */
const TAKES: Readonly<Record<string, string>> = {
  DocumentRoot: "DocumentRoot takes one argument, Root directory of the document tree",
  ErrorDocument: "ErrorDocument takes two arguments, Change responses for HTTP errors",
  CustomLog:
    'CustomLog takes two or three arguments, a file name, a custom log format string or format name, and an optional "env=" or "expr=" clause (see docs)',
  Redirect:
    "Redirect takes one, two or three arguments, an optional status, then document to be redirected and destination URL",
  Listen: "Listen requires 1 or 2 arguments.",
};

/** What is wrong with a directive's arguments. */
export function argumentProblem(d: Directive, args: readonly string[]): string | undefined {
  const n = args.length;
  const [least, most] = countsOf(d.shape);
  if (n < least || n > most) return TAKES[d.name] ?? countProblem(d, least, most, args);
  if (d.shape === "flag" && !/^(on|off)$/i.test(args[0] ?? "")) return `${d.name} must be On or Off`;
  return valueProblem(d.name, args);
}

function countsOf(shape: string): readonly [least: number, most: number] {
  const many = Number.POSITIVE_INFINITY;
  if (shape === "flag") return [1, 1];
  if (shape === "alias") return [2, 2];
  const m = /^(\d)(?:-(\d)|(\+))?$/.exec(shape);
  if (!m) return [0, many];
  return [Number(m[1]), m[3] ? many : Number(m[2] ?? m[1])];
}

function countProblem(d: Directive, least: number, most: number, args: readonly string[]): string {
  if (d.shape === "alias") return `${d.name} must have two arguments when used globally`;
  if (d.name === "RewriteRule" || d.name === "RewriteCond") return `${d.name}: bad argument line '${args.join(" ")}'`;
  if (most === Number.POSITIVE_INFINITY)
    return `${d.name} requires at least ${least === 1 ? "one argument" : "two arguments"}`;
  if (least !== most) return `${d.name} takes ${least}-${most} arguments`;
  return `${d.name} takes ${["no", "one", "two", "three"][least] ?? least} argument${least === 1 ? "" : "s"}`;
}

const OVERRIDES = /^(all|none|authconfig|fileinfo|indexes|limit|options|nonfatal)(=|$)/i;
const LEVELS = /^(emerg|alert|crit|error|warn|notice|info|debug|trace[1-8])$/i;
const PROVIDERS =
  /^(all|env|method|expr|user|valid-user|group|file-owner|file-group|ip|host|forward-dns|local|not|ssl|ssl-verify-client)$/i;

function valueProblem(name: string, args: readonly string[]): string | undefined {
  const [first = ""] = args;
  switch (name) {
    case "Listen":
      return /(^|:)\d+$/.test(first) ? undefined : "Port must be specified";
    case "Options":
      return new Set(args.map((a) => /^[+-]/.test(a))).size > 1
        ? "Either all Options must start with + or -, or no Option may."
        : badOption(args);
    case "AllowOverride": {
      const wrong = args.find((a) => !OVERRIDES.test(a));
      return wrong === undefined ? undefined : `Illegal override option ${wrong}`;
    }
    case "LogLevel": {
      const wrong = args.map((a) => a.split(":").at(-1) ?? "").find((a) => !LEVELS.test(a));
      return wrong === undefined
        ? undefined
        : "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8";
    }
    case "Header":
    case "RequestHeader": {
      const action = /^(always|onsuccess|early)$/i.test(first) ? (args[1] ?? "") : first;
      return /^(add|set|setifempty|append|merge|unset|echo|note|edit\*?)$/i.test(action)
        ? undefined
        : "first argument must be 'add', 'set', 'setifempty', 'append', 'merge', 'unset', 'echo', 'note', 'edit', or 'edit*'.";
    }
    case "ErrorDocument":
      return /^[45]\d\d$/.test(first) && Number(first) < 512 ? undefined : `Unsupported HTTP response code ${first}`;
    case "ServerTokens":
      return /^(prod(uctonly)?|major|minor|min(imal)?|os|full)$/i.test(first)
        ? undefined
        : "ServerTokens takes 1 argument: 'Prod(uctOnly)', 'Major', 'Minor', 'Min(imal)', 'OS', or 'Full'";
    case "FileETag": {
      const wrong = args.find((a) => !/^[+-]?(none|all|mtime|size|inode|digest)$/i.test(a));
      return wrong === undefined ? undefined : `Unknown keyword '${wrong}' for FileETag directive`;
    }
    case "RewriteRule":
    case "RewriteCond": {
      const pattern = (name === "RewriteRule" ? first : (args[1] ?? "")).replace(/^!/, "");
      return compiles(pattern) || /^(-|=|<|>|expr)/.test(pattern)
        ? undefined
        : `${name}: cannot compile regular expression '${pattern}'`;
    }
    case "Require": {
      const provider = first.toLowerCase() === "not" ? (args[1] ?? "") : first;
      return PROVIDERS.test(provider) ? undefined : `Unknown Authz provider: ${provider}`;
    }
    default:
      return undefined;
  }
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function badOption(args: readonly string[]): string | undefined {
  const wrong = args.find(
    (a) =>
      !/^[+-]?(all|none|indexes|includes|includesnoexec|followsymlinks|symlinksifownermatch|execcgi|multiviews)$/i.test(
        a,
      ),
  );
  return wrong === undefined ? undefined : `Illegal option ${wrong.replace(/^[+-]/, "")}`;
}
