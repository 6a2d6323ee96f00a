-- One row a file of the package of the election $1. Primary key of package_file.
SELECT name, body FROM package_file WHERE election = $1
