#!/usr/bin/env python3
"""Ways to run a sweep, a line each: compiler, instruction set, threads, shards, ranks, killed. Any three of their values stand together in a way
(a covering array of strength 3, found greedily); instruction sets are those of the command line."""
import itertools
import sys

factors = [["gcc", "clang"], sys.argv[1:], ["1", "2", "4"], ["1", "7", "64"], ["1", "2"], ["no", "yes"]]
everything = list(itertools.product(*factors))


def triples(way):
    return set(itertools.combinations(enumerate(way), 3))


left = set().union(*map(triples, everything))
while left:
    best = max(everything, key=lambda way: len(triples(way) & left))
    left -= triples(best)
    print(*best)
