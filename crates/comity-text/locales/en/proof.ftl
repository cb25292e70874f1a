# proof
