package assemble_test

import (
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func shown(kind, address string, attributes values) *snapshot.Observation {
	return live("pinecone organization", kind, address, attributes)
}

// TestBindingsAreJoined holds who has which role: a role binding that Terraform declares
// and the one that Pinecone shows are one, if they give the same principal the same role.
func TestBindingsAreJoined(t *testing.T) {
	s := join(
		unit(declared("pinecone_organization", "/organization", 3, values{"name": "acme"}),
			declared("pinecone_project", "/projects/0", 5, values{"name": "search", "environment": "production"}),
			declared("pinecone_project", "/projects/1", 6, values{"name": "trial", "environment": "test"})),
		unit(
			seen(".", "pinecone_project", "pinecone_project.search", 1, values{"name": "search"}),
			seen(".", "pinecone_service_account", "pinecone_service_account.ci", 3, values{"name": "ci"}),
			refers(refers(seen(".", "pinecone_role_binding", "pinecone_role_binding.ci", 5, values{
				"principal_type": "service_account", "resource_type": "project", "role": "ProjectOwner",
			}), "/principal_id", "pinecone_service_account.ci.id"), "/resource_id", "pinecone_project.search.id"),
			seen(".", "pinecone_role_binding", "pinecone_role_binding.ada", 9, values{
				"principal_id": "u-1", "principal_type": "user", "resource_type": "organization", "role": "OrgOwner",
			}),
			seen(".", "pinecone_role_binding", "pinecone_role_binding.open", 13, values{
				"principal_type": "user", "resource_type": "organization", "role": "OrgOwner",
			}),
		),
		unit(
			shown("pinecone_project", "/admin/projects/p-1", values{"id": "p-1", "name": "search"}),
			shown("pinecone_project", "/admin/projects/p-2", values{"id": "p-2", "name": "trial"}),
			shown("pinecone_service_account", "/admin/service-accounts/s-1", values{"id": "s-1", "name": "ci"}),
			shown("pinecone_user", "/admin/users/u-1", values{"id": "u-1", "email": "ada@acme.example"}),
			shown("pinecone_invite", "/admin/invites/i-1", values{"id": "i-1", "email": "bob@acme.example"}),
			bound("r-1", "service_account", "s-1", "project", "p-1", "ProjectOwner"),
			bound("r-2", "service_account", "s-1", "project", "p-2", "ProjectOwner"),
			bound("r-3", "user", "u-1", "organization", "o-1", "OrgOwner"),
			bound("r-4", "invite", "i-1", "project", "p-2", "ProjectEditor"),
		),
	)
	got := map[string][]string{}
	for _, binding := range s.Resources["pinecone_role_binding"] {
		last := binding.Observations[len(binding.Observations)-1].Address
		got[last] = append([]string{binding.Environment}, binding.Links["principal"]...)
		same(t, last, binding.Links["organization"], []string{"pinecone_organization/acme"})
	}
	same(t, "bindings", got, map[string][]string{
		"pinecone_role_binding.ci":   {"production", "pinecone_service_account/./pinecone_service_account.ci"},
		"pinecone_role_binding.ada":  {"", "pinecone_user/pinecone organization//admin/users/u-1"},
		"pinecone_role_binding.open": {""},
		"r-2":                        {"test", "pinecone_service_account/./pinecone_service_account.ci"},
		"r-4":                        {"test", "pinecone_invite/pinecone organization//admin/invites/i-1"},
	})
	acme := s.Resources["pinecone_organization"][0]
	same(t, "the organization's", acme.Links["role_bindings"], []string{
		"pinecone_role_binding/./pinecone_role_binding.ada", "pinecone_role_binding/./pinecone_role_binding.open",
	})
	same(t, "service accounts", acme.Links["service_accounts"],
		[]string{"pinecone_service_account/./pinecone_service_account.ci"})
	same(t, "the invite's bindings", len(s.Resources["pinecone_invite"][0].Links["role_bindings"]), 1)
}

func bound(id, principal, of, resource, on, role string) *snapshot.Observation {
	return shown("pinecone_role_binding", id, values{
		"id": id, "principal_type": principal, "principal_id": of, "resource_type": resource, "resource_id": on, "role": role,
	})
}

// TestBindingOnWhatIsNotKnown counts a role binding among the organization's of which Pinecone
// did not say what it is on.
func TestBindingOnWhatIsNotKnown(t *testing.T) {
	open := bound("r-1", "user", "u-1", "", "", "OrgOwner")
	delete(open.Values, "resource_type")
	open.Unknown = map[string]snapshot.Unknown{"/resource_type": {Reason: "the answer lacks it"}}
	unset := bound("r-2", "user", "u-1", "", "", "ProjectOwner")
	delete(unset.Values, "resource_type")
	s := join(unit(declared("pinecone_organization", "/organization", 3, values{"name": "acme"})), unit(open, unset))
	same(t, "role bindings", s.Resources["pinecone_organization"][0].Links["role_bindings"],
		[]string{"pinecone_role_binding/pinecone organization/r-1"})
}

// TestKeysAreNamedInTheirProject holds that the name of an API key is one of its project.
func TestKeysAreNamedInTheirProject(t *testing.T) {
	project := func(address string, attributes values) *snapshot.Observation {
		return declared("pinecone_project", address, 1, attributes)
	}
	workload := func(name, project string) *snapshot.Observation {
		return declared("pinecone_workload", name, 1, values{"name": name, "project": project, "api_key": "api"})
	}
	s := join(
		unit(
			project("/projects/0", values{"name": "search", "monitoring": values{"api_key": "api"}}), workload("web", "search"),
			project("/projects/1", values{"name": "trial"}), workload("lab", "trial"),
			project("/projects/2", values{"name": "empty"}), workload("gone", "empty"),
		),
		unit(seen(".", "pinecone_api_key", "pinecone_api_key.api", 1, values{"name": "api"})),
		unit(
			shown("pinecone_api_key", "k-1", values{"id": "k-1", "name": "api", "project_id": "search"}),
			shown("pinecone_api_key", "k-2", values{"id": "k-2", "name": "api", "project_id": "trial"}),
		),
	)
	got := map[string][]string{}
	for _, key := range s.Resources["pinecone_api_key"] {
		got[key.Observations[0].Address] = slices.Concat(key.Links["workloads"], key.Links["monitors"])
	}
	const prefix, monitored = "pinecone_workload/", "pinecone_project/search"
	same(t, "claims", got, map[string][]string{
		"k-1":                  {prefix + "search/web", monitored},
		"k-2":                  {prefix + "trial/lab"},
		"pinecone_api_key.api": {prefix + "empty/gone", prefix + "search/web", prefix + "trial/lab", monitored},
	})
	for _, workload := range s.Resources["pinecone_workload"] {
		want := 2
		if workload.Name == "gone" {
			want = 1
		}
		same(t, workload.Name, len(workload.Links["api_key"]), want)
	}
}

// TestNamelessOrganization has a name for reports where the Admin API was not read.
func TestNamelessOrganization(t *testing.T) {
	o := shown("pinecone_organization", "/admin/organizations/", values{})
	o.Complete = false
	organization := join(unit(o)).Resources["pinecone_organization"][0]
	same(t, "id and name", []string{organization.ID, organization.Name}, []string{"pinecone_organization/organization", "organization"})
}

// TestKeysAreDeclaredInTheirProject holds that a key which Terraform declares in one project
// is not the one of that name in another.
func TestKeysAreDeclaredInTheirProject(t *testing.T) {
	declare := func(name, project string) *snapshot.Observation {
		key := seen(".", "pinecone_api_key", "pinecone_api_key."+project, 1, values{"name": name})
		return refers(key, "/project_id", "pinecone_project."+project+".id")
	}
	s := join(
		unit(
			seen(".", "pinecone_project", "pinecone_project.search", 1, values{"name": "search"}),
			seen(".", "pinecone_project", "pinecone_project.trial", 2, values{"name": "trial"}),
			declare("api", "search"), declare("lab", "trial"),
		),
		unit(
			shown("pinecone_project", "/admin/projects/p-1", values{"id": "p-1", "name": "search"}),
			shown("pinecone_project", "/admin/projects/p-2", values{"id": "p-2", "name": "trial"}),
			shown("pinecone_api_key", "k-1", values{"id": "k-1", "name": "api", "project_id": "p-1"}),
			shown("pinecone_api_key", "k-2", values{"id": "k-2", "name": "api", "project_id": "p-2"}),
			shown("pinecone_api_key", "k-3", values{"id": "k-3", "name": "lab", "project_id": "p-1"}),
		),
	)
	got := map[string]int{}
	for _, key := range s.Resources["pinecone_api_key"] {
		got[key.Observations[len(key.Observations)-1].Address] = len(key.Observations)
	}
	same(t, "observations", got, map[string]int{
		"pinecone_api_key.search": 2, "pinecone_api_key.trial": 1, "k-2": 1, "k-3": 1,
	})
}
