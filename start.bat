@echo off
rem Double-click this file. The first time, it installs speedbumps into a folder beside it; then it opens a menu.
rem What you make is kept in the folder "made" beside it.
setlocal
cd /d "%~dp0"
if exist ".venv\Scripts\speedbumps.exe" goto menu

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
echo The first time takes a minute or two: speedbumps is being installed beside this file.
%PYTHON% -m venv .venv
if errorlevel 1 goto broken
".venv\Scripts\python.exe" -m pip install --quiet .
if errorlevel 1 goto broken

:menu
if not exist "made" mkdir "made"
cd /d "made"
"..\.venv\Scripts\speedbumps.exe" start
if errorlevel 1 goto failed
exit /b 0

:broken
rmdir /s /q ".venv" 2>nul
echo speedbumps could not be installed. Is there a connection to the internet? The lines above say more.

:failed
pause
exit /b 1
