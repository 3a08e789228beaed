package assemble_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	pinecones = "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1"
	uuid      = "0b7c5a2e-91d4-4f3a-8c66-2d1e7f90a4b5"
)

// assuming is a snapshot of one role with a trust policy of one statement, written as JSON.
func assuming(t *testing.T, statement string, more ...[]*snapshot.Observation) *snapshot.Access {
	t.Helper()
	return trusted(t, `{"Version": "2012-10-17", "Statement": [`+statement+`]}`, more...)
}

func trusted(t *testing.T, policy string, more ...[]*snapshot.Observation) *snapshot.Access {
	t.Helper()
	a := assemble.New(assemble.Options{Accounts: []string{account}, Regions: []string{"us-east-1", "us-west-2"}})
	for _, unit := range more {
		a.Observe(unit)
	}
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{"name": "cmek", "assume_role_policy": tree(t, policy)})
	a.Observe(unit(role))
	roles := a.Snapshot().Resources["aws_iam_role"]
	if len(roles) != 1 || roles[0].Access == nil {
		t.Fatalf("the role has no answers: %s", policy)
	}
	return roles[0].Access
}

func tree(t *testing.T, text string) values {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var out values
	if err := decoder.Decode(&out); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	return out
}

func allow(principal, condition string) string {
	if condition != "" {
		condition = `, "Condition": ` + condition
	}
	return `{"Effect": "Allow", "Principal": ` + principal + `, "Action": "sts:AssumeRole"` + condition + `}`
}

func arn(text string) string { return `{"AWS": "` + text + `"}` }

func equals(operator, key, value string) string {
	return `{"` + operator + `": {"` + key + `": "` + value + `"}}`
}

// TestExternalIDs holds which external ids let Pinecone's role in, and that a policy which
// looks as if it asked for one is seen through.
func TestExternalIDs(t *testing.T) {
	tests := []struct{ name, condition, admitted string }{
		{"none is asked for", "", "none wrong"},
		{"it is required", equals("StringEquals", "sts:ExternalId", uuid), "own"},
		{"keys have no case", equals("StringEquals", "STS:externalid", uuid), "own"},
		{"an exact pattern", equals("StringLike", "sts:ExternalId", uuid), "own"},
		{"a pattern for all", equals("StringLike", "sts:ExternalId", "*"), "own wrong"},
		{"only if there is one", equals("StringEqualsIfExists", "sts:ExternalId", uuid), "none own"},
		{"all but one", equals("StringNotEquals", "sts:ExternalId", uuid), "none wrong"},
		{"an empty one", equals("StringEquals", "sts:ExternalId", ""), ""}, // which STS does not take
		{"capitals are another", equals("StringEqualsIgnoreCase", "sts:ExternalId", uuid), "own upper_case"},
		{"of none all values fit", equals("ForAllValues:StringEquals", "sts:ExternalId", uuid), "none own"},
		{"and there is one", `{"ForAllValues:StringEquals": {"sts:ExternalId": "` + uuid + `"}, "Null": {"sts:ExternalId": "false"}}`, "own"},
		{"it is there", equals("Null", "sts:ExternalId", "false"), "wrong"},
		{"a Deny leaves one out", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": ` +
			equals("StringNotEquals", "sts:ExternalId", uuid), "own"},
		{"a Deny is for one", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": ` +
			equals("StringEquals", "sts:ExternalId", uuid), "none wrong"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var admitted []string
			for _, answer := range assuming(t, allow(arn(pinecones), test.condition)).Assume {
				if answer.Kind == snapshot.KindPinecone && answer.Region == "us-east-1" && answer.Effect == "allowed" {
					admitted = append(admitted, answer.ExternalID)
				}
			}
			slices.Sort(admitted)
			same(t, "admitted", strings.Join(admitted, " "), test.admitted)
		})
	}
}

// TestWitnesses holds who else gets in, and that everybody is named once.
func TestWitnesses(t *testing.T) {
	like := func(pattern string) string { return equals("StringLike", "aws:PrincipalArn", pattern) }
	tests := []struct{ name, statement, witnesses string }{
		{"Pinecone's role", allow(arn(pinecones), ""), ""},
		{"its whole account", allow(arn("arn:aws:iam::123456789012:root"), ""), "named"},
		{"everyone", allow(`"*"`, ""), "stranger_role*"},
		{"everyone in an object", allow(arn("*"), equals("StringEquals", "sts:ExternalId", uuid)), "stranger_role*"},
		{"everyone of the name", allow(arn("*"), like("*:role/pinecone_cmek_access_*")), "other_account*"},
		{"everyone of the account", allow(arn("*"), like("arn:aws:iam::123456789012:role/*")), "named*"},
		{"the guide's pattern", allow(arn("*"), like("arn:aws:iam::123456789012:role/pinecone_cmek_access_*")), ""},
		{"its pattern with a gap", allow(arn("*"), like("arn:aws:iam::123456789012:role/*pinecone_cmek_access_*")), "other_role*"},
		// Whether another account with a role of the name is of it is not known.
		{"an organization", allow(arn("*"), equals("StringEquals", "aws:PrincipalOrgID", "o-acme")), "organization* other_account*?"},
		{"paths of one", allow(arn("*"), equals("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-acme/*")), "organization* other_account*?"},
		{"one's roles of a name", allow(arn("*"),
			`{"StringEquals": {"aws:PrincipalOrgID": "o-acme"}, "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ops"}}`), "stranger_role*?"},
		{"whoever is of none", allow(arn("*"), equals("Null", "aws:PrincipalOrgID", "true")), "stranger_role* other_account*?"},
		{"none or that one", allow(arn("*"), equals("StringEqualsIfExists", "aws:PrincipalOrgID", "o-acme")), "stranger_role* other_account*?"},
		{"all but what a Deny leaves out", allow(arn("*"), "") + `, {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": ` +
			`{"ArnNotLike": {"aws:PrincipalArn": ["` + pinecones + `", "arn:aws:iam::444455556666:role/ops"]}}}`, "named*"},
		{"accounts but for a Deny", allow(arn("*"), "") + `, {"Effect": "Deny", "Principal": "*", "Action": "sts:*", "Condition": ` +
			`{"StringNotLike": {"aws:PrincipalAccount": "4444*"}}}`, "named*"},
		{"a session of Pinecone's", allow(arn("arn:aws:sts::123456789012:assumed-role/pinecone_cmek_access_us-east-1/p"), ""), "other_path?"}, // it has no path
		{"a service", allow(`{"AWS": "`+pinecones+`", "Service": "ec2.amazonaws.com"}`, ""), "service"},
		{"another account", allow(`{"AWS": ["`+pinecones+`", "444455556666"]}`, ""), "named"},
		{"a denied one", allow(`{"AWS": ["`+pinecones+`", "444455556666"]}`, "") +
			`, {"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "sts:*"}`, ""},
		{"all but one", `{"Effect": "Allow", "NotPrincipal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}`, "stranger_role*"},
		{"addresses", allow(arn("*"), equals("IpAddress", "aws:SourceIp", "192.0.2.0/24")), "stranger_role*?"},
		{"whatever the account has", allow(arn("*"), like("arn:aws:iam::123456789012:*")), "named*"},
		{"a group, which nobody comes as", allow(arn("arn:aws:iam::123456789012:group/ops"), ""), ""},
		{"all addresses but some", allow(arn("*"), equals("NotIpAddress", "aws:SourceIp", "192.0.2.0/24")), "stranger_role*"},
		{"a session's name", allow(arn("*"), equals("StringEquals", "sts:RoleSessionName", "pinecone")), "stranger_role*"},
		{"any path", allow(arn("*"), like("arn:aws:iam::123456789012:role/*/pinecone_cmek_access_us-east-1")), "other_path*"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			statement := test.statement
			if !strings.Contains(statement, "pinecone_cmek_access_") { // so that it is recognised
				statement += `, {"Effect": "Deny", "Principal": {"AWS": "` + pinecones + `"}, "Action": "sts:TagSession"}`
			}
			var found []string
			for _, answer := range assuming(t, statement).Assume {
				if answer.Kind == snapshot.KindPinecone {
					continue
				}
				text := answer.Kind
				if answer.Wildcard {
					text += "*"
				}
				if answer.Effect == "unknown" {
					text += "?"
				}
				found = append(found, text)
			}
			same(t, "witnesses", strings.Join(found, " "), test.witnesses)
		})
	}
}

// TestOwnWitnesses holds that a statement for everyone which its conditions bound to one's own
// accounts lets in nobody else.
func TestOwnWitnesses(t *testing.T) {
	declares := unit(declared("pinecone_organization", "", 1, values{
		"pinecone_aws_account": "123456789012", "aws_accounts": []any{"210987654321"},
	}))
	const own = "arn:aws:iam::210987654321:role/cmek"
	tests := []struct{ name, condition, want, clause string }{
		{"itself", equals("ArnLike", "aws:PrincipalArn", own), "own_account*",
			"the condition on aws:PrincipalArn admits the role"},
		{"its account", equals("StringEquals", "aws:PrincipalAccount", "210987654321"), "own_account*",
			`the principal is "*" and the conditions let in its account`},
		{"another account", equals("StringEquals", "aws:PrincipalAccount", "444455556666"), "named*",
			`the principal is "*" and the conditions let in its account`},
		{"itself or any of its name", `{"ArnLike": {"aws:PrincipalArn": ["` + own + `", "arn:aws:iam::*:role/cmek"]}}`,
			"stranger_role*", "the condition on aws:PrincipalArn bounds neither the account nor the role's name"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var found, clauses []string
			statements := allow(arn(pinecones), "") + ", " + allow(arn("*"), test.condition)
			for _, answer := range assuming(t, statements, declares).Assume {
				if answer.Kind == snapshot.KindPinecone {
					continue
				}
				kind := answer.Kind
				if answer.Wildcard {
					kind += "*"
				}
				found, clauses = append(found, kind), append(clauses, answer.Place.Clause)
			}
			same(t, "witnesses", strings.Join(found, " "), test.want)
			same(t, "clauses", strings.Join(clauses, "; "), test.clause)
		})
	}
}

// TestTimes has a policy that holds from or until a time.
func TestTimes(t *testing.T) {
	now := time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name, condition string
		now             time.Time
		want            string
	}{
		{"over", equals("DateLessThan", "aws:CurrentTime", "2025-01-01T00:00:00Z"), now,
			`implicitDeny wants aws:CurrentTime DateLessThan "2025-01-01T00:00:00Z", and it is 2026-11-30`},
		{"begun", equals("DateGreaterThan", "aws:CurrentTime", "2020-01-01"), now, "allowed the policy names it"},
		{"in seconds", equals("NumericLessThan", "aws:EpochTime", "1600000000"), now,
			`implicitDeny wants aws:EpochTime NumericLessThan "1600000000", and it is 2026-11-30`},
		{"at a time that nobody tells", equals("DateLessThan", "aws:CurrentTime", "2025-01-01"), time.Time{},
			"unknown the request's aws:CurrentTime is not known"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := assemble.New(assemble.Options{Regions: []string{"us-east-1"}, Now: test.now})
			a.Observe(unit(seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{
				"name": "cmek", "assume_role_policy": tree(t, `{"Statement": [`+allow(arn(pinecones), test.condition)+`]}`),
			})))
			answer := find(t, a.Snapshot().Resources["aws_iam_role"][0].Access.Assume, snapshot.KindPinecone)
			same(t, "answer", answer.Effect+" "+answer.Place.Clause, test.want)
		})
	}
}

// TestOwnAccountIsNotKnown: what names the role's own account by nothing that tells its number
// lets in its own.
func TestOwnAccountIsNotKnown(t *testing.T) {
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{"name": "cmek", "assume_role_policy": tree(t,
		`{"Statement": [`+allow(arn(pinecones), "")+`, `+allow(arn("*"), `{"ArnLike": {}}`)+`]}`)})
	role.Unknown = map[string]snapshot.Unknown{"/assume_role_policy/Statement/1/Condition/ArnLike/aws:PrincipalArn": {
		Expression: `"arn…"`, Pattern: "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/ops",
	}}
	answer := find(t, join(unit(role)).Resources["aws_iam_role"][0].Access.Assume, snapshot.KindOwn)
	same(t, "effect", answer.Effect, "allowed")
	same(t, "principal", answer.Principal, "arn:aws:iam::(account not known):role/ops")
}

func TestWitnessesSayWhy(t *testing.T) {
	pattern := equals("StringLike", "aws:PrincipalArn", "arn:aws:iam::*:role/pinecone_cmek_access_*")
	witness := find(t, assuming(t, allow(arn("*"), pattern)).Assume, snapshot.KindOtherAccount)
	same(t, "principal", witness.Principal, "arn:aws:iam::666666666666:role/pinecone_cmek_access_us-east-1")
	same(t, "place", witness.Place, snapshot.Place{
		Resource: "aws_iam_role/./aws_iam_role.cmek",
		Pointer:  "/assume_role_policy/Statement/0/Condition/StringLike/aws:PrincipalArn",
		Clause:   "the condition on aws:PrincipalArn bounds the role's name and not its account",
	})
}

func find(t *testing.T, answers []snapshot.Answer, kind string) snapshot.Answer {
	t.Helper()
	for _, answer := range answers {
		if answer.Kind == kind {
			return answer
		}
	}
	t.Fatalf("no %s among %+v", kind, answers)
	return snapshot.Answer{}
}

func TestPineconesAccount(t *testing.T) {
	declares := unit(declared("pinecone_organization", "", 1, values{"pinecone_aws_account": "210987654321"}))
	policy := allow(arn(pinecones), "")

	assumed := assuming(t, policy)
	same(t, "assumed", []string{assumed.Pinecone.ID, assumed.Pinecone.From}, []string{"123456789012", "policy"})
	same(t, "assumed effect", find(t, assumed.Assume, snapshot.KindPinecone).Effect, "allowed")

	access := assuming(t, policy, declares)
	same(t, "declared", []string{access.Pinecone.ID, access.Pinecone.From}, []string{"210987654321", "manifest"})
	same(t, "named", access.Pinecone.Named[0].ID, "123456789012")
	same(t, "effect", find(t, access.Assume, snapshot.KindPinecone).Effect, "implicitDeny")
	same(t, "who gets in", find(t, access.Assume, snapshot.KindOtherAccount).Principal, pinecones)
}

func TestRegisteredExternalIDs(t *testing.T) {
	manifest := unit(
		declared("pinecone_project", "/projects/0", 2, values{"name": "search"}),
		declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": "terraform:aws_iam_role.cmek", "external_id": "another",
		}),
		declared("pinecone_cmek_key", "/projects/1/cmek/keys/0", 4, values{
			"name": "main", "project": "reviews", "external_id": uuid,
		}),
	)
	condition := `{"StringEquals": {"sts:ExternalId": "` + uuid + `"},
		"ArnLike": {"aws:PrincipalArn": "` + pinecones + `"}}`
	for _, principal := range []string{pinecones, "arn:aws:iam::123456789012:root", "123456789012", "*"} {
		access := assuming(t, allow(arn(principal), condition), manifest)
		effects := map[string]string{}
		for _, answer := range access.Assume {
			if answer.Region == "us-east-1" && answer.Kind == snapshot.KindPinecone {
				effects[answer.ExternalID+answer.Registration] = answer.Effect
			}
		}
		same(t, "effects for "+principal, effects, map[string]string{
			"registeredpinecone_cmek_key/search/main": "implicitDeny", "own": "allowed", "none": "implicitDeny",
		})
		if len(access.ExternalIDs) != 1 {
			t.Fatalf("external ids for %s: %v", principal, access.ExternalIDs)
		}
		same(t, "the same id elsewhere", access.ExternalIDs[0].Projects, []string{"reviews"})
	}

	// Whom nobody knows may have come with the id that the policy asks for.
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{"assume_role_policy": tree(t,
		`{"Version": "2012-10-17", "Statement": [`+allow(`null`, condition)+`]}`)})
	role.Unknown = map[string]snapshot.Unknown{"/assume_role_policy/Statement/0/Principal": {Expression: "var.who"}}
	a := assemble.New(assemble.Options{Accounts: []string{account}, Regions: []string{"us-east-1"}})
	a.Observe(manifest)
	a.Observe(unit(role))
	access := a.Snapshot().Resources["aws_iam_role"][0].Access
	if len(access.ExternalIDs) != 1 {
		t.Errorf("external ids for a principal that nobody knows: %v", access.ExternalIDs)
	}
}

// TestUnknownTrust holds that what a variable hides is not decided.
func TestUnknownTrust(t *testing.T) {
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{
		"name": "cmek", "assume_role_policy": tree(t, `{"Statement": [`+allow(`{}`, "")+`]}`),
	})
	role.Unknown = map[string]snapshot.Unknown{"/assume_role_policy/Statement/0/Principal/AWS": {
		Expression: "var.account", Pattern: "arn:aws:iam::${var.account}:role/pinecone_cmek_access_us-east-1",
	}}
	a := assemble.New(assemble.Options{Regions: []string{"us-east-1", "us-west-2"}})
	a.Observe(unit(role))
	access := a.Snapshot().Resources["aws_iam_role"][0].Access
	for _, answer := range access.Assume {
		want := map[string]string{"us-east-1": "unknown", "us-west-2": "implicitDeny"}[answer.Region]
		same(t, answer.Kind+" "+answer.Region, answer.Effect, want)
		if want == "unknown" {
			same(t, "what it depends on", answer.DependsOn[0].Clause, "var.account is not known")
		}
	}
}

// TestUnknownOthers holds that nobody is kept out who may be what a variable hides.
func TestUnknownOthers(t *testing.T) {
	tests := []struct{ name, statement, pointer, pattern, want string }{
		{"a role", allow(`{}`, ""), "/Principal/AWS", "arn:aws:iam::${var.partner}:role/ops", "stranger_role"},
		{"a session", allow(`{}`, ""), "/Principal/AWS", "arn:aws:sts::444455556666:assumed-role/ops/${var.partner}", "named"},
		{"a condition", allow(`"*"`, `{"ArnLike": {}}`), "/Condition/ArnLike/aws:PrincipalArn",
			"arn:aws:iam::${var.partner}:role/ops-*", "stranger_role"},
		{"a service", allow(`{}`, ""), "/Principal/Service", "", "service"},
		{"a service of a region", allow(`{}`, ""), "/Principal/Service", "logs.${var.partner}.amazonaws.com", "service"},
		{"a provider", strings.Replace(allow(`{}`, ""), "sts:AssumeRole", "sts:AssumeRoleWithSAML", 1), "/Principal/Federated", "", "federated"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{
				"name": "cmek", "assume_role_policy": tree(t, `{"Statement": [`+allow(arn(pinecones), "")+`, `+test.statement+`]}`),
			})
			role.Unknown = map[string]snapshot.Unknown{"/assume_role_policy/Statement/1" + test.pointer: {
				Expression: "var.partner", Pattern: test.pattern,
			}}
			answer := find(t, join(unit(role)).Resources["aws_iam_role"][0].Access.Assume, test.want)
			same(t, "effect", answer.Effect, "unknown")
			same(t, "what it depends on", answer.DependsOn[0].Clause, "var.partner is not known")
		})
	}
}

// TestPineconesAccountIsNotKnown holds that Pinecone's role is not kept out by a policy that names
// an account which may be Pinecone's.
func TestPineconesAccountIsNotKnown(t *testing.T) {
	const accounts = `{"StringNotEquals": {"aws:PrincipalAccount": ["123456789012", "444455556666"]}}`
	tests := []struct{ name, statement, effect, pointer string }{
		{"an account", allow(arn("arn:aws:iam::123456789012:root"), ""), "unknown", "/Statement/0/Principal/AWS"},
		{"a condition", allow(`"*"`, equals("StringEquals", "aws:PrincipalAccount", "123456789012")), "unknown",
			"/Statement/0/Condition/StringEquals/aws:PrincipalAccount"},
		{"all but a Deny", allow(`"*"`, "") + `, {"Effect": "Deny", "Principal": "*", "Action": "*", "Condition": ` + accounts + `}`,
			"unknown", "/Statement/1/Effect"},
		{"a user", allow(arn("arn:aws:iam::123456789012:user/ann"), ""), "implicitDeny", "/Statement/0/Principal/AWS"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": "terraform:aws_iam_role.cmek", "key": keyARN,
			})
			for _, answer := range assuming(t, test.statement, unit(registration)).Assume {
				if answer.Kind == snapshot.KindPinecone && answer.ExternalID == snapshot.ExternalNone && answer.Region == "us-east-1" {
					same(t, "effect", answer.Effect, test.effect)
					same(t, "pointer", answer.Place.Pointer, "/assume_role_policy"+test.pointer)
					same(t, "principal", answer.Principal, "arn:aws:iam::(account not known):role/pinecone_cmek_access_us-east-1")
				}
			}
		})
	}
}

// TestPolicyThatAWSRejects is not asked about: what it would take grows with the square of its
// length.
func TestPolicyThatAWSRejects(t *testing.T) {
	one := allow(arn(pinecones), "")
	tests := map[string]string{
		strings.Repeat(one+",", 750) + one:                                      "the policy has 751 statements, more than AWS takes",
		allow(`{"AWS": [`+strings.Repeat(`"`+pinecones+`",`, 1000)+`"*"]}`, ""): "the policy is longer than AWS takes",
	}
	for statements, want := range tests {
		role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{
			"name": "cmek", "assume_role_policy": tree(t, `{"Statement": [`+statements+`]}`),
		})
		access := join(unit(role)).Resources["aws_iam_role"][0].Access
		if len(access.Assume) != 1 {
			t.Fatalf("%d answers", len(access.Assume))
		}
		same(t, "effect", access.Assume[0].Effect, "unknown")
		same(t, "clause", access.Assume[0].Place.Clause, want)
	}
}

func TestPolicyFilesAreAskedToo(t *testing.T) {
	document := tree(t, `{"Version": "2012-10-17", "Statement": [`+allow(arn(pinecones), "")+`]}`)
	file := &snapshot.Observation{
		Type: "policy_document", Source: "policy files", Address: "trust.json", Complete: true,
		Values: values{"path": "trust.json", "document": document},
	}
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{"name": "cmek", "assume_role_policy": document})
	alone := join(unit(clone(unit(file))[0])).Resources["policy_document"][0]
	if alone.Access == nil || len(alone.Access.Trust) != 1 {
		t.Errorf("a policy in a file has the answers %+v", alone.Access)
	}
	manifest := unit(declared("pinecone_cmek_key", "/k", 4, values{"name": "k", "project": "search", "external_id": uuid}))
	required := values{"path": "required.json", "document": tree(t, `{"Statement": `+
		allow(arn(pinecones), equals("StringEquals", "sts:ExternalId", uuid))+`}`)}
	alone = join(manifest, unit(&snapshot.Observation{
		Type: "policy_document", Source: "policy files", Address: "required.json", Complete: true, Values: required,
	})).Resources["policy_document"][0]
	same(t, "projects that share the one project's id", len(alone.Access.ExternalIDs[0].Projects), 0)
	if both := join(unit(file), unit(role)).Resources["policy_document"][0]; both.Access != nil {
		t.Error("what a role has is judged there, and in the file as well")
	}
}

func TestMoreActions(t *testing.T) {
	statement := strings.Replace(allow(arn(pinecones), ""), `"sts:AssumeRole"`, `["sts:AssumeRole", "sts:Tag*"]`, 1)
	var also []string
	for _, answer := range assuming(t, statement).Assume {
		if answer.Action != "sts:AssumeRole" {
			also = append(also, answer.Action, answer.Place.Pointer, answer.Place.Clause)
		}
	}
	same(t, "more", also, []string{"sts:TagSession", "/assume_role_policy/Statement/0/Action/1", "sts:Tag*"})
}
