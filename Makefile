# The verbs of the house. ./run and ./test are the two that a newcomer needs.
.PHONY: setup build check test attack bench docs package

setup:  ## install what is missing
	@tools/setup test

build: setup  ## the program with its pages, for daily work: build/dev/goud
	@tools/build dev goud

check: setup  ## a few minutes: format of what changed, house check, build, tests of the rooms that changed
	@tools/check

test:  ## everything
	@./test

attack: setup  ## released figures of employees, attacked in 200 worlds; ./test attack takes 40
	@GOUD_NO_WEB=1 tools/build dev attack
	@tests/attack/run 200

bench: setup  ## ratios of one run, the limits beside them
	@bench/run

docs: setup  ## docs/methods from the headers
	@tools/methods

package: setup  ## build/package/goud-VERSION-linux-ARCH.tar.gz
	@tools/package
