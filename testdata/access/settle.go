//go:build unix

package main

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
)

// settlement is a kind of disagreement that was looked up in AWS's documentation. Cases are
// as small as they can be, so that what they still hold is the reason.
type settlement struct {
	name string
	// page and why are those of the frozen cases.
	page, why string
	covers    func(found *verdict) bool
}

const (
	conditions = "IAM User Guide: IAM JSON policy elements: Condition operators"
	sets       = "IAM User Guide: Single-valued vs. multivalued context keys"
	variables  = "IAM User Guide: IAM policy elements: Variables and tags"
	principals = "IAM User Guide: AWS JSON policy elements: Principal"
	excluded   = "IAM User Guide: AWS JSON policy elements: NotPrincipal"
	evaluation = "IAM User Guide: Policy evaluation for requests within a single account"
	blocking   = "S3 User Guide: Blocking public access to your Amazon S3 storage"
)

// settlements are tried in this order.
var settlements = []settlement{
	{
		"a variable in a policy of an older version", variables + ", Introduction",
		"without version 2012-10-17 a variable is plain text",
		func(v *verdict) bool {
			return slices.ContainsFunc(v.strings(), func(s said) bool { return s.variable && !s.current })
		},
	}, {
		"a variable without value", variables + ", Note and Policy variables with no value",
		"it matches nothing; whether what is negated then holds or the statement is invalid is left open",
		func(v *verdict) bool {
			return slices.ContainsFunc(v.strings(), func(s said) bool { return s.variable })
		},
	}, {
		"ForAnyValue with IfExists", conditions + ", ...IfExists; " + sets + ", ForAnyValue",
		"without the key one page says that it is met, the other that it is not",
		func(v *verdict) bool {
			return v.operator(func(name string, _ *key) bool {
				return strings.HasPrefix(name, "ForAnyValue:") && strings.HasSuffix(name, "IfExists")
			})
		},
	}, {
		"an empty value in a set", sets + ", ForAllValues and ForAnyValue",
		"an empty string is a null data set: met with ForAllValues, not with ForAnyValue",
		func(v *verdict) bool {
			return v.operator(func(name string, key *key) bool {
				return strings.Contains(name, ":") && slices.Equal(v.held(key.name), []string{""})
			})
		},
	}, {
		"a set without ForAllValues or ForAnyValue", sets,
		"the page demands one of them and is silent on what happens without; one value is compared, several are left open",
		func(v *verdict) bool {
			return v.operator(func(name string, key *key) bool {
				return key.many && !strings.Contains(name, ":") && name != "Null"
			})
		},
	}, {
		"a value that the operator cannot read", conditions,
		"the page is silent on what AWS does with it",
		(*verdict).unreadable,
	}, {
		"every ARN", conditions + ", Amazon Resource Name (ARN) condition operators",
		"the page wants six parts and is silent on \"*\" alone, which is taken for every ARN",
		func(v *verdict) bool {
			return v.operator(func(name string, _ *key) bool { return strings.Contains(name, "Arn") }) &&
				slices.ContainsFunc(v.strings(), func(s said) bool { return s.text == "*" && s.inCondition })
		},
	}, {
		"a range of all addresses, or of the other family", conditions + ", IP address condition operators",
		"0.0.0.0/0 has every IPv4 address, and no range of IPv6 has one",
		func(v *verdict) bool {
			return v.operator(func(name string, _ *key) bool { return strings.Contains(name, "IpAddress") })
		},
	}, {
		"a public bucket that is restricted", blocking + ", Block public access settings and The meaning of \"public\"",
		"which kind of denial it is, and whether NotPrincipal within fixed values is public, is not documented; " +
			"operators are read in any case",
		func(v *verdict) bool { return v.Policies.PublicAccess != nil },
	}, {
		"NotPrincipal that names only a part of the caller", excluded + ", Key points",
		"without the account, or the role of a session, the page says that the caller may be denied, or not",
		func(v *verdict) bool { return v.has("NotPrincipal") && !v.opposed() },
	}, {
		"everyone, within a boundary or session policy", principals + ", IAM role principals",
		"what \"*\" gives in the same account is not limited by what the caller's policies leave out",
		func(v *verdict) bool { return v.limited() && !v.namesSession() },
	}, {
		"one session, within a boundary or session policy", evaluation + ", IAM role session",
		"what is given to a session itself is not limited by what the caller's policies leave out",
		func(v *verdict) bool { return v.limited() },
	}, {
		"the path of a session's role", "IAM User Guide: IAM identifiers, IAM ARNs",
		"a session's ARN does not have it, so what depends on it is open; the simulator was told one",
		func(v *verdict) bool { return !v.opposed() && strings.Contains(v.Request.Principal, ":assumed-role/") },
	}, {
		"any session of a role", principals + ", Role session principals",
		"a role's ARN stands for any session of it, and only one is named",
		func(v *verdict) bool { return v.open() && v.namesSession() },
	}, {
		"a federated user of a user", evaluation + ", IAM federated user sessions",
		"which user it was that federated is not in the request",
		func(v *verdict) bool { return v.open() && strings.Contains(v.Request.Principal, ":federated-user/") },
	},
}

func (v *verdict) open() bool { return v.Decision == access.Undecided.String() }

// opposed says that one of the two allows it and the other denies it.
func (v *verdict) opposed() bool {
	return !v.open() && (v.Decision == access.Allowed.String()) != (v.Simulator == access.Allowed.String())
}

// unreadable says whether package access found a value that its operator cannot read.
func (v *verdict) unreadable() bool {
	for _, policy := range v.all() {
		for _, problem := range access.Parse("", policy, nil).Problems {
			if strings.Contains(problem.Message, "is no value for") {
				return true
			}
		}
	}
	return false
}

func (v *verdict) limited() bool { return v.Policies.Boundary != nil || len(v.Policies.Session) > 0 }

func (v *verdict) namesSession() bool {
	return slices.ContainsFunc(v.strings(), func(s said) bool { return strings.Contains(s.text, ":assumed-role/") })
}
