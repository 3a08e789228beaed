resource "google_container_cluster" "main" {
  name                     = local.name
  location                 = "europe-west1"
  remove_default_node_pool = true
  initial_node_count       = 1
  resource_labels          = local.labels
}

resource "google_container_node_pool" "main" {
  for_each = var.pools

  name       = "${local.name}-${each.key}"
  cluster    = google_container_cluster.main.id
  node_count = each.value.nodes

  node_config {
    machine_type = each.value.machine
    labels       = merge(local.labels, { pool = each.key })
  }
}

resource "google_compute_firewall" "main" {
  name    = "${local.name}-internal"
  network = "default"

  dynamic "allow" {
    for_each = [80, 443]
    content {
      protocol = "tcp"
      ports    = [tostring(allow.value)]
    }
  }
  source_ranges = [cidrsubnet("10.0.0.0/8", 8, 1)]
}
