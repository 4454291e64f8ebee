@echo off
rem Double-click this file: it finds Python and runs start.py, which installs speedbumps the first time and opens a menu.
setlocal
set "PYTHON="
for %%P in ("py -3" "python") do (
  if not defined PYTHON (
    %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
    if not errorlevel 1 set "PYTHON=%%~P"
  )
)
if not defined PYTHON (
  echo speedbumps needs Python 3.11 or later. Install it from https://www.python.org/downloads/ and try again.
  goto failed
)
%PYTHON% "%~dp0start.py"
if errorlevel 1 goto failed
exit /b 0

:failed
pause
exit /b 1
