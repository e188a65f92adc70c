import ensurepip
import sys

sys.exit(ensurepip._main())
