package policies.lib.pointer_test

import data.policies.lib.pointer

test_of_path if pointer.of(["Statement", 0, "Principal", "AWS", 12]) == "/Statement/0/Principal/AWS/12"

test_of_nothing if pointer.of([]) == ""

test_escapes if pointer.of(["tags", "a/b~c"]) == "/tags/a~1b~0c"
