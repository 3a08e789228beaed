package policies.lib.secret_test

import data.policies.lib.sample_test as sample
import data.policies.lib.secret

test_place if {
	secret.place(sample.whole("found", {"file": "a.py"})) == `"a.py"`
	secret.place(sample.whole("found", {"file": "a.py", "variable": "KEY"})) == `"a.py", variable "KEY",`
}

test_place_in_the_history if {
	old := {"file": "a.py", "line": 3, "commit": "0123456789abcdef0123456789abcdef01234567"}
	place := `"a.py" in its history (line 3 of commit 0123456789ab, in no file any more)`
	secret.place(sample.whole("found", old)) == place
	secret.shown(sample.whole("found", old)) == "/commit"
	secret.shown(sample.whole("found", {"file": "a.py"})) == ""
	bound := sample.whole("found", object.union(old, {"variable": "KEY"}))
	secret.place(bound) == $`{place}, variable "KEY",`
}

test_outputs_of_the_same_source if {
	held := {"observations": [{"source": "terraform a", "address": "pinecone_api_key.app"}]}
	root := {"observations": [{"source": "terraform a", "references": {
		"/outputs/whole/value": ["pinecone_api_key.app"],
		"/outputs/part/value/key": ["pinecone_api_key.app.key"],
		"/outputs/id/value": ["pinecone_api_key.app.id"],
		"/outputs/other/value": ["pinecone_api_key.other.key"],
	}}]}
	secret.outputs(held, root) == {"whole", "part"}
	elsewhere := {"observations": [object.union(root.observations[0], {"source": "terraform b"})]}
	secret.outputs(held, elsewhere) == set()
}
