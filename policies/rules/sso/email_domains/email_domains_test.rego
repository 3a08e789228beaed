package policies.rules.sso.email_domains_test

import data.policies.lib.sample_test as sample
import data.policies.rules.sso.email_domains as rule

test_fail_none if {
	denied := rule.deny with input as _case([], [], [])
	sample.messages(denied) == {`single sign-on of "acme" has no e-mail domain, so nobody uses it: enter your company's`}
}

test_fail_public if {
	denied := rule.deny with input as _case(["acme.com", "GMail.com"], [], [])
	sample.places(denied) == {["acme", "/sso/email_domains/1"]}
	fault := "belongs to a public mail provider"
	sample.messages(denied) == {concat(" ", [
		`e-mail domain "GMail.com" of "acme"`, $`{fault}:`, `enter the domain of your company, such as "acme.com"`,
	])}
}

test_fail_no_domain if {
	denied := rule.deny with input as _case(["@acme.com", "https://acme.com", "acme", "eu.acme.com"], [], [])
	places := {["acme", $"/sso/email_domains/{index}"] | some index in [0, 1, 2]}
	sample.places(denied) == places
}

test_fail_member_of_another_domain if {
	denied := rule.deny with input as _case(["acme.com"], ["ada@acme.com", "bob@acme.org"], ["eve@Other.com"])
	sample.messages(denied) == {
		`no e-mail domain of "acme" covers "bob@acme.org", "eve@other.com": add the domain, or remove them`,
	}
}

test_success_covered if {
	denied := rule.deny with input as _case(["ACME.com", "acme.org"], ["ada@acme.com"], ["Eve@acme.org"])
	denied == set()
}

test_success_unknown_domains if {
	rule.deny == set() with input as {"resources": {"pinecone_organization": [
		sample.partial("acme", {"sso": {"enabled": true}, "owners": ["ada@acme.com"]}),
	]}}
}

_case(domains, owners, users) := {
	"resources": {"pinecone_organization": [sample.linked(
		sample.partial("acme", {"sso": {"enabled": true, "email_domains": domains}, "owners": owners}),
		{"users": [$"user-{index}" | some index, _ in users]},
	)]},
	"linked": {$"user-{index}": sample.whole($"user-{index}", {"email": email}) | some index, email in users},
}
