/** A package of the Python index. */
export interface PythonPackage {
  readonly name: string;
  /** Oldest first. */
  readonly versions: readonly string[];
  /** kB of the wheel. */
  readonly wheel: number;
  readonly depends: readonly string[];
  /** The module's name where it is another. */
  readonly module: string;
  /** Built for one kind of machine. */
  readonly native: boolean;
  readonly scripts: readonly string[];
  readonly summary: string;
}

/** `name versions kB depends module scripts summary`; a star behind the size: a wheel with machine code. */
const TABLE = `
flask 2.0.1,2.0.3,2.2.5,2.3.3,3.0.0,3.0.3,3.1.0,3.1.2,3.1.3 103 blinker,click,itsdangerous,jinja2,markupsafe,werkzeug flask flask A simple framework for building complex web applications.
werkzeug 2.0.3,2.2.3,2.3.8,3.0.1,3.0.6,3.1.3,3.1.8 224 markupsafe werkzeug - The comprehensive WSGI web application library.
jinja2 3.0.3,3.1.2,3.1.4,3.1.6 134 markupsafe jinja2 - A very fast and expressive template engine.
markupsafe 2.0.1,2.1.5,3.0.2,3.0.3 22* - markupsafe - Safely add untrusted strings to HTML/XML markup.
itsdangerous 2.0.1,2.1.2,2.2.0 16 - itsdangerous - Safely pass data to untrusted environments and back.
click 8.0.4,8.1.7,8.1.8,8.3.0 107 - click - Composable command line interface toolkit
blinker 1.6.3,1.8.2,1.9.0 8 - blinker - Fast, simple object-to-object and broadcast signaling
requests 2.25.1,2.28.2,2.31.0,2.32.3,2.32.5 64 charset-normalizer,idna,urllib3,certifi requests - Python HTTP for Humans.
charset-normalizer 3.3.2,3.4.0,3.4.4 153* - charset_normalizer normalizer The Real First Universal Charset Detector.
idna 3.6,3.7,3.10,3.11 71 - idna - Internationalized Domain Names in Applications (IDNA)
urllib3 1.26.20,2.2.1,2.2.3,2.5.0 129 - urllib3 - HTTP library with thread-safe connection pooling, file post, and more.
certifi 2024.2.2,2024.8.30,2025.10.5 163 - certifi - Python package for providing Mozilla's CA Bundle.
redis 3.5.3,4.5.5,4.6.0,5.0.1,5.2.1,6.4.0,7.0.1 339 - redis - Python client for Redis database and key-value store
psycopg2-binary 2.9.5,2.9.9,2.9.10,2.9.11 4200* - psycopg2 - psycopg2 - Python-PostgreSQL Database Adapter
psycopg 3.1.18,3.2.3,3.2.12 210 typing-extensions psycopg - PostgreSQL database adapter for Python
psycopg2 2.9.9,2.9.10,2.9.11 380 - psycopg2 - psycopg2 - Python-PostgreSQL Database Adapter
pymysql 1.0.3,1.1.0,1.1.1,1.1.2 45 - pymysql - Pure Python MySQL Driver
mysql-connector-python 8.3.0,9.1.0,9.4.0 33900* - mysql - A self-contained Python driver for communicating with MySQL servers
pymongo 3.13.0,4.6.1,4.10.1,4.15.3 1500* dnspython pymongo - PyMongo - the Official MongoDB Python driver
dnspython 2.4.2,2.7.0,2.8.0 331 - dns - DNS toolkit
sqlalchemy 1.4.54,2.0.25,2.0.36,2.0.44 3300* greenlet,typing-extensions sqlalchemy - Database Abstraction Library
flask-sqlalchemy 3.0.5,3.1.1 25 flask,sqlalchemy flask_sqlalchemy - Add SQLAlchemy support to your Flask application.
flask-cors 4.0.0,5.0.0,6.0.1 14 flask flask_cors - A Flask extension simplifying CORS support
greenlet 3.0.3,3.1.1,3.2.4 607* - greenlet - Lightweight in-process concurrent programming
typing-extensions 4.9.0,4.12.2,4.15.0 44 - typing_extensions - Backported and Experimental Type Hints for Python 3.9+
pandas 1.5.3,2.1.4,2.2.3,2.3.3 12400* numpy,python-dateutil,pytz,tzdata pandas - Powerful data structures for data analysis, time series, and statistics
numpy 1.26.4,2.1.3,2.3.4 16600* - numpy - Fundamental package for array computing in Python
python-dateutil 2.8.2,2.9.0.post0 229 six dateutil - Extensions to the standard Python datetime module
pytz 2023.3,2024.2,2025.2 509 - pytz - World timezone definitions, modern and historical
tzdata 2023.4,2024.2,2025.2 347 - tzdata - Provider of IANA time zone data
six 1.16.0,1.17.0 11 - six - Python 2 and 3 compatibility utilities
scipy 1.11.4,1.14.1,1.16.2 35700* numpy scipy - Fundamental algorithms for scientific computing in Python
scikit-learn 1.3.2,1.5.2,1.7.2 9500* numpy,scipy,joblib,threadpoolctl sklearn - A set of python modules for machine learning and data mining
joblib 1.3.2,1.4.2,1.5.2 308 - joblib - Lightweight pipelining with Python functions
threadpoolctl 3.2.0,3.5.0,3.6.0 18 - threadpoolctl - threadpoolctl
matplotlib 3.8.2,3.9.2,3.10.7 8700* numpy,pillow,python-dateutil,packaging matplotlib - Python plotting package
pillow 10.2.0,11.0.0,12.0.0 7000* - PIL - Python Imaging Library (fork)
django 3.2.25,4.2.17,5.0.1,5.1.3,5.2.7 8300 asgiref,sqlparse django django-admin A high-level Python web framework that encourages rapid development and clean, pragmatic design.
asgiref 3.7.2,3.8.1,3.10.0 24 - asgiref - ASGI specs, helper code, and adapters
sqlparse 0.4.4,0.5.1,0.5.3 44 - sqlparse sqlformat A non-validating SQL parser.
djangorestframework 3.14.0,3.15.2,3.16.1 1100 django rest_framework - Web APIs for Django, made easy.
gunicorn 20.1.0,21.2.0,23.0.0 85 packaging gunicorn gunicorn WSGI HTTP Server for UNIX
packaging 23.2,24.2,25.0 66 - packaging - Core utilities for Python packages
fastapi 0.95.2,0.104.1,0.109.0,0.115.5,0.119.0 107 starlette,pydantic,typing-extensions fastapi fastapi FastAPI framework, high performance, easy to learn, fast to code, ready for production
starlette 0.27.0,0.35.1,0.41.2,0.48.0 74 anyio starlette - The little ASGI library that shines.
pydantic 1.10.19,2.5.3,2.9.2,2.12.2 461 annotated-types,pydantic-core,typing-extensions pydantic - Data validation using Python type hints
pydantic-core 2.14.6,2.23.4,2.41.4 2100* typing-extensions pydantic_core - Core functionality for Pydantic validation and serialization
annotated-types 0.6.0,0.7.0 13 - annotated_types - Reusable constraint types to use with typing.Annotated
anyio 4.2.0,4.6.2,4.11.0 109 idna,sniffio anyio - High-level concurrency and networking framework on top of asyncio or Trio
sniffio 1.3.0,1.3.1 10 - sniffio - Sniff out which async library your code is running under
uvicorn 0.22.0,0.24.0,0.27.0,0.32.0,0.37.0 67 click,h11 uvicorn uvicorn The lightning-fast ASGI server.
h11 0.14.0,0.16.0 37 - h11 - A pure-Python, bring-your-own-I/O implementation of HTTP/1.1
httpx 0.26.0,0.27.2,0.28.1 73 anyio,certifi,httpcore,idna httpx - The next generation HTTP client.
httpcore 1.0.2,1.0.6,1.0.9 78 certifi,h11 httpcore - A minimal low-level HTTP client.
aiohttp 3.9.1,3.10.10,3.13.0 1700* - aiohttp - Async http client/server framework (asyncio)
celery 5.3.6,5.4.0,5.5.3 438 kombu,vine,click celery celery Distributed Task Queue.
kombu 5.3.4,5.4.2,5.5.4 210 vine kombu - Messaging library for Python.
vine 5.1.0 9 - vine - Python promises.
pytest 7.4.4,8.3.3,8.4.2 365 iniconfig,packaging,pluggy pytest pytest pytest: simple powerful testing with Python
iniconfig 2.0.0,2.3.0 7 - iniconfig - brain-dead simple config-ini parsing
pluggy 1.3.0,1.5.0,1.6.0 20 - pluggy - plugin and hook calling mechanisms for python
python-dotenv 1.0.0,1.0.1,1.1.1 20 - dotenv dotenv Read key-value pairs from a .env file and set them as environment variables
pyyaml 6.0.1,6.0.2,6.0.3 806* - yaml - YAML parser and emitter for Python
beautifulsoup4 4.12.2,4.12.3,4.14.2 106 soupsieve,typing-extensions bs4 - Screen-scraping library
soupsieve 2.5,2.6,2.8 36 - soupsieve - A modern CSS selector implementation for Beautiful Soup.
boto3 1.34.14,1.35.57,1.40.51 139 - boto3 - The AWS SDK for Python
black 23.12.1,24.10.0,25.9.0 1700* click,packaging black black The uncompromising code formatter.
setuptools 69.0.3,75.3.0,80.9.0 1200 - setuptools - Easily download, build, install, upgrade, and uninstall Python packages
wheel 0.42.0,0.45.0,0.45.1 72 - wheel wheel A built-package format for Python
pip 23.3.2,24.3.1,25.2,25.3 1800 - pip pip The PyPA recommended tool for installing Python packages.
cowsay 6.0,6.1 25 - cowsay cowsay The famous cowsay for GNU/Linux is now available for python
streamlit 1.29.0,1.40.0,1.50.0 10100 numpy,pandas,pillow,requests streamlit streamlit A faster way to build and share data apps
`;

/** By normalised name. */
export const pythonPackages: ReadonlyMap<string, PythonPackage> = new Map(
  TABLE.trim()
    .split("\n")
    .map((line) => {
      const [name = "", versions = "", kB = "", depends = "-", module = name, scripts = "-", ...summary] =
        line.split(" ");
      const list = (text: string) => (text === "-" ? [] : text.split(","));
      return [
        name,
        {
          name,
          versions: versions.split(","),
          wheel: Number.parseInt(kB, 10),
          depends: list(depends),
          module,
          native: kB.endsWith("*"),
          scripts: list(scripts),
          summary: summary.join(" "),
        },
      ] as const;
    }),
);

/** Names are equal whatever their case and signs: `Flask_Cors` is `flask-cors`. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

/** What a package needs more with an extra: `fastapi[standard]`. */
export const pythonExtras: ReadonlyMap<string, readonly string[]> = new Map([
  ["fastapi[standard]", ["uvicorn"]],
  ["fastapi[all]", ["uvicorn", "httpx", "jinja2"]],
]);

/** Names that their packages write otherwise. */
const SHOWN = new Map(
  "Django Flask Flask-Cors Flask-SQLAlchemy Jinja2 MarkupSafe PyMySQL PyYAML SQLAlchemy Werkzeug"
    .split(" ")
    .map((name) => [normalName(name), name] as const),
);

/** As a package writes its name itself: `Flask`. */
export function shownName(name: string): string {
  return SHOWN.get(name) ?? name;
}
