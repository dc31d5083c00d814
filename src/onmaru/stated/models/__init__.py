from onmaru.stated.models.amendment import Amendment as Amendment
